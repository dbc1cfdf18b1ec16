import { setTimeout as sleep } from "node:timers/promises";
import { noteStanding, whyNotRun } from "@riposte/db";
import type { Connection, WorkerBuild } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";

const EVERY_MS = 5_000;

interface Refusal {
  readonly sql: Connection["sql"];
  readonly own: WorkerBuild;
  readonly logger: Logger;
  readonly stop: AbortSignal;
  readonly onRefusing: () => void;
}

/** Comes back when every open run's plan is known here, or nobody wants us any more. */
export async function untilRunsAreKnown({ sql, own, logger, stop, onRefusing }: Refusal): Promise<void> {
  for (let said: string | null = null; !stop.aborted;) {
    try {
      const reason = await whyNotRun(sql, own);
      if (reason === null) return;
      await noteStanding(sql, own, { standing: "refusing", reason, forMs: 3 * EVERY_MS });
      if (reason !== said) logger.error(`This worker takes no runs: ${reason}`);
      said = reason;
      onRefusing();
    } catch (error) {
      logger.warn({ error: describeError(error) }, "It cannot be told yet which plans open runs follow");
    }
    await sleep(EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
}
