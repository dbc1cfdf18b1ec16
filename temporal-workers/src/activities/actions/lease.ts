import type { AttemptHold, AttemptKey, Database } from "@riposte/db";
import { renewAttempt } from "@riposte/db";
import { persistently } from "./persistently.ts";

export interface LeaseTimes {
  readonly renewEveryMs: number;
  /** Renewal that failed is tried again this soon. */
  readonly retryAfterMs: number;
  /** Without a renewal for this long, the owner must stop: well before the lease of 60 s ends. */
  readonly giveUpAfterMs: number;
}

export const leaseTimes: LeaseTimes = { renewEveryMs: 15_000, retryAfterMs: 1_000, giveUpAfterMs: 40_000 };

interface Lease {
  readonly key: AttemptKey;
  readonly hold: AttemptHold;
  /** By `performance.now()`: from before the claim was sent, so that it errs on the safe side. */
  readonly claimedAt: number;
  readonly times: LeaseTimes;
  readonly onLost: () => void;
  readonly onCancel: () => void;
}

/**
 * Since when it is ours for certain: renewed before the effect where the claim took its time, as with a database that
 * stood still. Null: somebody else has it by now.
 */
export async function freshLease(
  db: Database,
  { key, hold, claimedAt, times, onCancel }: Omit<Lease, "onLost">,
): Promise<number | null> {
  let since = claimedAt;
  while (performance.now() - since > times.renewEveryMs) {
    const asked = performance.now();
    const answer = await persistently(() => renewAttempt(db, key, hold));
    if (!answer.held) return null;
    if (answer.cancelRequested) onCancel();
    since = asked;
  }
  return since;
}

/** Renews until stopped. A database that does not answer counts like one that is gone. */
export function keepLease(db: Database, lease: Lease): { stop: () => void } {
  const { key, hold, times } = lease;
  let stopped = false;
  let renewal: NodeJS.Timeout;
  let end: NodeJS.Timeout;

  function stop(): void {
    stopped = true;
    clearTimeout(renewal);
    clearTimeout(end);
  }
  function lose(): void {
    if (stopped) return;
    stop();
    lease.onLost();
  }
  function renewedAt(instant: number): void {
    clearTimeout(end);
    end = setTimeout(lose, Math.max(0, instant + times.giveUpAfterMs - performance.now()));
  }
  async function renew(): Promise<void> {
    const asked = performance.now();
    const answer = await renewAttempt(db, key, hold).catch(() => null);
    if (stopped) return;
    if (answer === null) {
      schedule(times.retryAfterMs);
      return;
    }
    if (!answer.held) {
      lose();
      return;
    }
    renewedAt(asked);
    schedule(times.renewEveryMs);
    if (answer.cancelRequested) lease.onCancel();
  }
  function schedule(delay: number): void {
    renewal = setTimeout(() => void renew(), delay);
  }

  renewedAt(lease.claimedAt);
  schedule(times.renewEveryMs);
  return { stop };
}
