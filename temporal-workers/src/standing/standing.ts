import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { decidingAlone, listBuilds, nameOf, noteAlive, noteStanding, whyNotRun } from "@riposte/db";
import type { BuildStanding, Connection, WorkerBuild } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { currentBuild, makeCurrent } from "./deployment.ts";
import { judge } from "./judge.ts";
import type { Verdict } from "./judge.ts";

export interface Standing {
  /** As far as we know: the runs are ours. */
  readonly isCurrent: () => boolean;
  /** After `stop`. */
  readonly ended: Promise<void>;
}

interface StandingServices {
  readonly sql: Connection["sql"];
  readonly client: Client;
  readonly own: WorkerBuild;
  /** For how long newer workers must have been gone before this one takes their runs. */
  readonly patienceMs: number;
  readonly logger: Logger;
  readonly stop: AbortSignal;
}

const EVERY_MS = 10_000;
const AFTER_TROUBLE_MS = 1_000;

/** Finds out which build gets the runs, and takes them over where that is due (docs/decisions/0013). */
export function startStanding(services: StandingServices): Standing {
  const { sql, client, own, patienceMs, logger, stop } = services;
  const everyMs = Math.min(EVERY_MS, patienceMs / 4);
  let now: BuildStanding = { standing: "behind", reason: null };
  let said = "";
  let seenNewerAt = performance.now();

  async function keepLooking(): Promise<void> {
    while (!stop.aborted) {
      const pause = await look().then(
        () => everyMs,
        (error: unknown) => {
          logger.warn({ error: describeError(error) }, "It cannot be told yet which worker gets the runs");
          return AFTER_TROUBLE_MS;
        },
      );
      await sleep(pause, undefined, { signal: stop }).catch(() => {});
    }
  }

  async function look(): Promise<void> {
    // First that we live, so that no older one steps in.
    await noteAlive(sql, own, patienceMs);
    let verdict = await judged();
    let taken = false;
    if (verdict.kind === "take") {
      // Others may have decided meanwhile.
      verdict = await decidingAlone(sql, async () => {
        const again = await judged();
        taken = again.kind === "take" && (await take(again));
        return again;
      });
    }
    await tell(taken ? { kind: "current" } : verdict);
  }

  async function judged(): Promise<Verdict> {
    const [builds, current] = await Promise.all([listBuilds(sql), currentBuild(client)]);
    const place = builds.findIndex(({ build }) => build === own.build);
    if (builds.some(({ isAlive, standing }, at) => at > place && isAlive && standing !== "refusing")) {
      seenNewerAt = performance.now();
    }
    return judge({
      mine: own.build,
      builds,
      current,
      watchedMs: performance.now() - seenNewerAt,
      patienceMs,
    });
  }

  /** False where open runs need what we do not know. */
  async function take({ from, isStepBack }: Extract<Verdict, { kind: "take" }>): Promise<boolean> {
    if ((await whyNotRun(sql, own)) !== null) return false;
    await makeCurrent(client, own.build);
    if (isStepBack) {
      const gone = from === null ? "A worker that this database does not know" : nameOf(from);
      const seconds = Math.round(patienceMs / 1_000);
      logger.warn(
        { build: own.build, from: from?.build },
        `${gone} had the runs and has been gone for ${seconds} s: ${nameOf(own)}, which is older, goes on with them`,
      );
    }
    return true;
  }

  async function tell(verdict: Verdict): Promise<void> {
    const unknown = await whyNotRun(sql, own);
    now = standingAfter(verdict, unknown);
    const line = now.standing === "current" ? "This worker takes the runs" : "This worker takes no runs";
    const text = now.reason === null ? line : `${line}: ${now.reason}`;
    if (text !== said) logger[now.reason === null ? "info" : "warn"]({ build: own.build }, text);
    said = text;
    await noteStanding(sql, own, { ...now, forMs: patienceMs });
  }

  return { isCurrent: () => now.standing === "current", ended: keepLooking() };
}

function standingAfter(verdict: Verdict, unknown: string | null): BuildStanding {
  if (verdict.kind === "current") return { standing: "current", reason: unknown };
  if (unknown !== null) return { standing: "refusing", reason: unknown };
  const newer = verdict.kind === "behind" ? verdict.newer : null;
  const who = newer === null ? "Another worker" : nameOf(newer);
  return {
    standing: "behind",
    reason: `${who} is newer and has them; this one steps in when no such worker is there any more.`,
  };
}
