import { setTimeout as sleep } from "node:timers/promises";
import { collectBlobs } from "@riposte/blobs";
import type { BlobSettings } from "@riposte/blobs";
import type { Connection } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";

export interface Collector {
  /** After `stop`. */
  readonly ended: Promise<void>;
}

interface CollectorServices {
  readonly database: Pick<Connection, "db" | "sql">;
  readonly settings: BlobSettings;
  readonly logger: Logger;
  readonly stop: AbortSignal;
}

/** Not while everything starts. */
const FIRST_MS = 60_000;
const EVERY_MS = 600_000;

/** Takes large values away, from time to time, to which nothing refers any more. */
export function startCollector({ database, settings, logger, stop }: CollectorServices): Collector {
  async function keepCollecting(): Promise<void> {
    for (let pause = FIRST_MS; !stop.aborted; pause = EVERY_MS) {
      await sleep(pause, undefined, { signal: stop }).catch(() => {});
      if (stop.aborted) return;
      try {
        const gone = await collectBlobs(database, settings, stop);
        if (gone.count > 0) logger.info(gone, "Large values that nothing refers to were taken away");
      } catch (error) {
        logger.warn({ error: describeError(error) }, "Large values could not be collected; trying again");
      }
    }
  }
  return { ended: keepCollecting() };
}
