export interface WakeUp {
  readonly now: () => void;
  /** Ends at the next `now`, at once if there was one since the last, or after this time. */
  readonly next: (timeoutMs: number) => Promise<void>;
}

export function createWakeUp(stop: AbortSignal): WakeUp {
  let awake = false;
  let wake = () => {};
  stop.addEventListener("abort", () => wake(), { once: true });
  return {
    now: () => {
      awake = true;
      wake();
    },
    next: async (timeoutMs) => {
      if (!awake && !stop.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = () => {};
      awake = false;
    },
  };
}
