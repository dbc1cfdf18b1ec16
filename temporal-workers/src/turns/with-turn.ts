import { enterTurn, leaveTurn, renewTurns } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { ActionJob, ActionOutcome, CallAnswer } from "@riposte/temporal";
import type { KnownLimits } from "./known-limits.ts";

interface TurnServices {
  readonly db: Database;
  readonly limits: Pick<KnownLimits, "ofCall">;
  /** Of this process start. */
  readonly instance: string;
  readonly renewEveryMs?: number;
}

/** Of the 60 s that a turn is kept for a process that says nothing. */
const RENEW_EVERY_MS = 15_000;

type Call = (job: ActionJob) => Promise<ActionOutcome>;

/**
 * Makes a call when no limit stands against it, and otherwise says what it waits for: that is the end of the activity, so
 * that a call that waits holds neither a place in this process nor its attempt. Where there is no limit nobody is asked.
 */
export function createTurns({ db, limits, instance, ...times }: TurnServices) {
  const taken = new Set<string>();
  let renewal: NodeJS.Timeout | null = null;

  function renew(): void {
    // What is not renewed is over after a minute; until then there are other tries.
    void renewTurns(db, [...taken]).catch(() => {});
  }

  async function make(job: ActionJob, owner: string, call: Call): Promise<ActionOutcome> {
    taken.add(owner);
    renewal ??= setInterval(renew, times.renewEveryMs ?? RENEW_EVERY_MS);
    try {
      return await call(job);
    } finally {
      taken.delete(owner);
      if (taken.size === 0 && renewal !== null) {
        clearInterval(renewal);
        renewal = null;
      }
      await leaveTurn(db, { workspaceId: job.workspaceId, key: job, owner }).catch(() => {});
    }
  }

  return async (job: ActionJob, workflowId: string, call: Call): Promise<CallAnswer> => {
    const { action, connector } = job.call;
    const { workspaceId } = job;
    if (!limits.ofCall(workspaceId, { action, connector })) return call(job);
    const owner = `${instance}/${crypto.randomUUID()}`;
    const turn = await enterTurn(db, { workspaceId, key: job, workflowId, action, connector, owner });
    if (turn.verdict === "waits") return { kind: "turn", waits: turn.waits };
    return turn.verdict === "free" ? call(job) : make(job, owner, call);
  };
}
