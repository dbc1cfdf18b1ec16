/** Counts failed sign-ins by address, in bounded memory. */
export interface FailureLimiter {
  /** For how long an address still has to wait; null where it need not. */
  readonly waitSeconds: (address: string) => number | null;
  readonly noteFailure: (address: string) => void;
}

export interface LimiterOptions {
  /** Failures within a window after which an address has to wait. */
  readonly most: number;
  readonly windowMs: number;
  /** Addresses remembered at once; past that the oldest are forgotten. */
  readonly addresses: number;
  readonly now?: () => number;
}

interface Failures {
  since: number;
  count: number;
}

export function createFailureLimiter({
  most,
  windowMs,
  addresses,
  now = Date.now,
}: LimiterOptions): FailureLimiter {
  const failures = new Map<string, Failures>();

  function current(address: string): Failures | null {
    const known = failures.get(address);
    if (known === undefined) return null;
    if (now() - known.since < windowMs) return known;
    failures.delete(address);
    return null;
  }

  return {
    waitSeconds(address) {
      const known = current(address);
      if (known === null || known.count < most) return null;
      return Math.ceil((known.since + windowMs - now()) / 1000);
    },
    noteFailure(address) {
      const known = current(address);
      if (known !== null) {
        known.count++;
        return;
      }
      failures.set(address, { since: now(), count: 1 });
      for (const oldest of failures.keys()) {
        if (failures.size <= addresses) break;
        failures.delete(oldest);
      }
    },
  };
}
