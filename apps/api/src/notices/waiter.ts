/** Somebody who waits for news; news that comes while nobody looks is kept. */
export interface Waiter {
  pending: boolean;
  wake: () => void;
  /** Set while a burst of progress is being gathered. */
  gathering: NodeJS.Timeout | null;
}

export function createWaiter(): Waiter {
  return { pending: false, wake: () => {}, gathering: null };
}

export function tell(waiter: Waiter): void {
  waiter.pending = true;
  waiter.wake();
}

/** Tells it so much later, once for all that comes until then. */
export function gatherFor(waiter: Waiter, burstMs: number): void {
  waiter.gathering ??= setTimeout(() => {
    waiter.gathering = null;
    tell(waiter);
  }, burstMs);
}

export async function nextNews(waiter: Waiter, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
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
