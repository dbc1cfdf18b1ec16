import { setTimeout as sleep } from "node:timers/promises";
import { countSilence } from "./silence.ts";
import type { Seen } from "./silence.ts";

const EVERY_MS = 5_000;
const PATIENCE_MS = 10_000;

export interface Watch {
  /** Rejects, or never ends, while it does not answer. */
  readonly ask: () => Promise<void>;
  readonly silenceMs: number;
  /** Whenever it is otherwise than before. */
  readonly seen: (how: Exclude<Seen, "gone">) => void;
  readonly over: AbortSignal;
}

/** Resolves with true when a process has stopped answering for good, with false when it is over. */
export async function watchHealth({ ask, silenceMs, seen, over }: Watch): Promise<boolean> {
  const every = Math.min(EVERY_MS, silenceMs / 6);
  const patience = Math.min(PATIENCE_MS, silenceMs / 3);
  const look = countSilence({ silenceMs, stepMs: every + patience }, performance.now());
  let before: Seen = "answers";
  for (;;) {
    await sleep(every, undefined, { signal: over }).catch(() => {});
    if (over.aborted) return false;
    const answered = await answers(ask, { withinMs: patience, over });
    if (over.aborted) return false;
    const now = look(performance.now(), answered);
    if (now === "gone") return true;
    if (now !== before) seen(now);
    before = now;
  }
}

interface Asking {
  readonly withinMs: number;
  readonly over: AbortSignal;
}

async function answers(ask: Watch["ask"], { withinMs, over }: Asking): Promise<boolean> {
  const late = new AbortController();
  try {
    const timeout = sleep(withinMs, false, { signal: AbortSignal.any([late.signal, over]) }).catch(
      () => false,
    );
    return await Promise.race([ask().then(() => true), timeout]);
  } catch {
    return false;
  } finally {
    late.abort();
  }
}
