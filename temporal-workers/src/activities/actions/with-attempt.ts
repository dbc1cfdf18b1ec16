import { setTimeout as sleep } from "node:timers/promises";
import { claimAttempt, finishAttempt } from "@riposte/db";
import type { AttemptEnd, AttemptHold, AttemptKey, Database } from "@riposte/db";
import { ActionError } from "@riposte/integrations";
import type { ActionOutcome } from "@riposte/temporal";
import type { ActivityHost } from "./activity-host.ts";
import type { CancelWatch } from "./cancel-watch.ts";
import { freshLease, keepLease, leaseTimes } from "./lease.ts";
import type { LeaseTimes } from "./lease.ts";
import { outcomeOfReason, unknown } from "./outcomes.ts";
import { persistently } from "./persistently.ts";
import { settleWithin } from "./settle-within.ts";
import { stopSignal } from "./stop-signal.ts";
import type { StopSignal } from "./stop-signal.ts";

// The row under every effect (RULES §2): claimed as the last thing before it, ended as the first thing after it.

const LONGEST_WAIT_MS = 1_000;
/** How long work that was told to stop may take to say what it did. */
const GRACE_MS = 5_000;

export interface AttemptServices {
  readonly db: Database;
  /** Of this process start. */
  readonly instance: string;
  readonly cancels: CancelWatch;
  readonly leaseTimes?: LeaseTimes;
  readonly graceMs?: number;
}

export interface Attempt {
  readonly key: AttemptKey;
  readonly idempotent: boolean;
  /** Whether a lost attempt may be run again without asking a person. */
  readonly mayTakeOver: boolean;
  readonly timeoutMs: number;
  /** Has the effect, once. Never throws. Stops soon after the signal. */
  readonly run: (signal: AbortSignal) => Promise<AttemptResult>;
}

export interface AttemptResult {
  readonly outcome: ActionOutcome;
  /** Redacted. */
  readonly log: string | null;
}

/** Runs it, or waits for whoever does, or finds out how it ended: the outcome is the one that counts. */
export async function withAttempt(
  services: AttemptServices,
  host: ActivityHost,
  attempt: Attempt,
): Promise<ActionOutcome> {
  const { db, cancels } = services;
  const { key, timeoutMs } = attempt;
  for (let claimNumber = 1; ; claimNumber++) {
    using stop = stopSignal({ key, timeoutMs, asked: host.cancel, cancels });
    // Names this very claim, so that it can be repeated when its answer was lost.
    const owner = `${services.instance}/${crypto.randomUUID()}`;
    const claimedAt = performance.now();
    const claim = await persistently(() =>
      claimAttempt(db, key, { owner, mayTakeOver: attempt.mayTakeOver }),
    );
    if (claim.verdict === "ended") return JSON.parse(claim.outcome) as ActionOutcome;
    if (claim.verdict === "claimed") {
      const hold = { owner, fence: claim.fence };
      const counted = await runHeld(services, attempt, { hold, claimedAt, stop });
      if (counted !== null) return counted;
    }
    host.heartbeat();
    host.released.throwIfAborted();
    await sleep(Math.min(50 * claimNumber, LONGEST_WAIT_MS));
  }
}

interface Held {
  readonly hold: AttemptHold;
  readonly claimedAt: number;
  readonly stop: StopSignal;
}

/** Null: it took too long, and somebody else is running it now. */
async function runHeld(
  services: AttemptServices,
  attempt: Attempt,
  held: Held,
): Promise<ActionOutcome | null> {
  const { hold, stop } = held;
  const kept = { key: attempt.key, hold, times: services.leaseTimes ?? leaseTimes, onCancel: stop.cancel };
  const claimedAt = await freshLease(services.db, { ...kept, claimedAt: held.claimedAt });
  if (claimedAt === null) return null;
  const onLost = () =>
    stop.stop(new ActionError("unavailable", "The step could not be kept: its lease was lost."));
  const lease = keepLease(services.db, { ...kept, claimedAt, onLost });
  try {
    const started = performance.now();
    stop.startTimer();
    const result = await runOrRefuse(attempt, stop.signal, services.graceMs ?? GRACE_MS);
    const end: AttemptEnd = {
      state: result.outcome.kind,
      outcome: JSON.stringify(result.outcome),
      log: result.log,
      exitCode: null,
      durationMs: Math.round(performance.now() - started),
    };
    const counted = await persistently(() => finishAttempt(services.db, attempt.key, { ...hold, ...end }));
    return counted === null ? null : (JSON.parse(counted) as ActionOutcome);
  } finally {
    lease.stop();
  }
}

async function runOrRefuse(attempt: Attempt, signal: AbortSignal, graceMs: number): Promise<AttemptResult> {
  if (signal.aborted) return { outcome: outcomeOfReason(signal), log: null };
  // What may be done twice is waited for: it only takes that long while our own database is down.
  const grace = attempt.idempotent ? Infinity : graceMs;
  const result = await settleWithin(attempt.run(signal), signal, grace);
  if (result !== null) return result;
  const { message } = outcomeOfReason(signal).failure;
  return {
    outcome: unknown(`${message} What it was doing did not stop: it may or may not have taken effect.`),
    log: null,
  };
}
