import { ActionError } from "@riposte/integrations";
import type { AttemptKey } from "@riposte/db";
import type { CancelWatch } from "./cancel-watch.ts";

interface Reasons {
  readonly key: AttemptKey;
  readonly timeoutMs: number;
  readonly asked: AbortSignal;
  readonly cancels: CancelWatch;
}

/** One signal for all the reasons to stop; its `reason` is the `ActionError` that says which. */
export interface StopSignal extends Disposable {
  readonly signal: AbortSignal;
  readonly stop: (reason: ActionError) => void;
  readonly cancel: () => void;
  /** The time of an attempt counts from when it is its turn. */
  readonly startTimer: () => void;
}

export function stopSignal({ key, timeoutMs, asked, cancels }: Reasons): StopSignal {
  const controller = new AbortController();
  const stop = (reason: ActionError) => controller.abort(reason);
  const cancel = () => stop(new ActionError("cancelled", "The step was cancelled."));
  const late = () =>
    stop(
      new ActionError("timeout", `The step did not end within ${timeoutMs / 1_000} s.`, { retryable: true }),
    );

  const unwatch = cancels.watch(key, cancel);
  asked.addEventListener("abort", cancel, { once: true });
  if (asked.aborted) cancel();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    stop,
    cancel,
    startTimer: () => {
      timer = setTimeout(late, timeoutMs);
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      unwatch();
      asked.removeEventListener("abort", cancel);
    },
  };
}
