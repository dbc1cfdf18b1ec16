import { listen } from "@riposte/db";

/** News about runs, from PostgreSQL's NOTIFY: one connection for everybody who waits. */
export interface Notices {
  /** Ends early when `signal` is aborted; the caller reads again either way. */
  readonly watch: (runId: string) => RunWatch;
  readonly close: () => Promise<void>;
}

export interface RunWatch extends Disposable {
  /** True when there was news since the last call, or when news may have been missed; false at the time-out. */
  readonly news: (timeoutMs: number, signal: AbortSignal) => Promise<boolean>;
}

interface Waiter {
  pending: boolean;
  wake: () => void;
  /** Set while a burst of progress is being gathered. */
  gathering: NodeJS.Timeout | null;
}

/** Progress comes in bursts; an answer is passed on at once. */
const BURST_MS = 50;

export function listenForNotices(databaseUrl: string): Notices {
  const waiters = new Map<string, Set<Waiter>>();
  const listener = listen(databaseUrl, {
    channels: ["runs", "responses"],
    name: "riposte api notices",
    onNotice: (channel, runId) => waiters.get(runId)?.forEach(channel === "responses" ? tell : tellSoon),
    // Whatever came while the connection was gone was missed.
    onListening: () => waiters.forEach((set) => set.forEach(tell)),
  });

  function watch(runId: string): RunWatch {
    const waiter: Waiter = { pending: false, wake: () => {}, gathering: null };
    const set = waiters.get(runId) ?? new Set();
    waiters.set(runId, set.add(waiter));
    return {
      news: (timeoutMs, signal) => nextNews(waiter, timeoutMs, signal),
      [Symbol.dispose]() {
        clearTimeout(waiter.gathering ?? undefined);
        set.delete(waiter);
        if (set.size === 0) waiters.delete(runId);
      },
    };
  }

  return { watch, close: () => listener.close() };
}

function tell(waiter: Waiter): void {
  waiter.pending = true;
  waiter.wake();
}

function tellSoon(waiter: Waiter): void {
  waiter.gathering ??= setTimeout(() => {
    waiter.gathering = null;
    tell(waiter);
  }, BURST_MS);
}

async function nextNews(waiter: Waiter, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  if (!waiter.pending && !signal.aborted) {
    const woken = Promise.withResolvers<void>();
    waiter.wake = woken.resolve;
    const stop = () => woken.resolve();
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener("abort", stop);
    await woken.promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
  const news = waiter.pending;
  waiter.pending = false;
  return news;
}
