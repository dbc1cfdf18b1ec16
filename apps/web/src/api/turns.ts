/**
 * Over HTTP/1.1 a browser opens six connections to one server, for all of its tabs together: a seventh page with a
 * lasting stream would hang, and with it every call of the others. So streams take turns in half of them.
 */
const SEATS = ["riposte-stream-1", "riposte-stream-2", "riposte-stream-3"];

/** Where tabs cannot agree on seats, each rests so long after its turn. */
const REST_MS = 3_000;

export interface Turns {
  /** Waits until the page is shown and a seat is free; null when `end` comes first. Returns what gives the seat back. */
  readonly take: (end: AbortSignal) => Promise<(() => void) | null>;
  /** Whether somebody waits for a seat. */
  readonly isWanted: () => Promise<boolean>;
}

/** Between all tabs of this browser. Without locks, as on a page without TLS, streams rest by the clock instead. */
export function browserTurns(): Turns {
  const turns = "locks" in navigator ? lockedTurns(navigator.locks) : restingTurns();
  return {
    ...turns,
    async take(end) {
      await untilShown(end);
      return end.aborted ? null : turns.take(end);
    },
  };
}

function lockedTurns(locks: LockManager): Turns {
  return {
    // Of several seats, whichever is free first: the others are let go.
    take: (end) =>
      new Promise((resolve) => {
        const seated = new AbortController();
        const signal = AbortSignal.any([end, seated.signal]);
        end.addEventListener("abort", () => resolve(null), { once: true });
        const sit = () => {
          if (signal.aborted) return undefined;
          seated.abort();
          return new Promise<void>((giveBack) => resolve(giveBack));
        };
        // Refused with the signal, as whoever has a seat or waits no longer expects.
        for (const seat of SEATS) locks.request(seat, { signal }, sit).catch(() => {});
      }),
    async isWanted() {
      const { pending = [] } = await locks.query();
      return pending.some(({ name = "" }) => SEATS.includes(name));
    },
  };
}

function restingTurns(): Turns {
  let restsUntil = 0;
  return {
    async take(end) {
      await sleep(restsUntil - Date.now(), end);
      if (end.aborted) return null;
      return () => (restsUntil = Date.now() + REST_MS);
    },
    isWanted: () => Promise.resolve(true),
  };
}

function sleep(ms: number, end: AbortSignal): Promise<void> {
  if (ms <= 0 || end.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    end.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** A page that nobody looks at follows nothing. */
function untilShown(end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== "visible" && !end.aborted) return;
      document.removeEventListener("visibilitychange", look);
      end.removeEventListener("abort", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    end.addEventListener("abort", look);
    look();
  });
}
