import { advanceDispatch } from "@riposte/db";
import type { Connection, DispatchMark } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { readMark, writeMark } from "./mark-file.ts";

interface ProgressParts {
  readonly sql: Connection["sql"];
  /** Where the count lies outside of the database. */
  readonly markFile: string;
  readonly logger: Logger;
}

export interface Progress {
  /** What the database is known to have reached. Counts first when that is due. @throws when it cannot be asked. */
  readonly current: () => Promise<DispatchMark>;
  /** The connection was gone: what is there now may be another state of the database. */
  readonly doubt: () => void;
  readonly close: () => Promise<void>;
}

/** A backup that was made and put back within this time is not noticed. */
const EVERY_MS = 15_000;

const HELD =
  "The database is older than what was already done with it, as after a restored backup: nothing is started until an " +
  "admin has looked (riposte held) and lets it go (riposte release --all). What was accepted waits.";

/** Counts on in the database and in a file beside it: a database that is behind the file was thrown back. */
export function createProgress({ sql, markFile, logger }: ProgressParts): Progress {
  let mark: DispatchMark | null = null;
  let due = 0;
  let held = false;

  async function count(): Promise<DispatchMark> {
    const reached = await advanceDispatch(sql, mark ?? (await readMark(markFile)));
    mark = { database: reached.database, ticks: reached.ticks };
    due = Date.now() + EVERY_MS;
    if (reached.held && !held) logger.error(HELD);
    held = reached.held;
    await writeMark(markFile, mark).catch((error: unknown) =>
      logger.warn({ error: describeError(error) }, "It cannot be noted how far the database has come"),
    );
    return mark;
  }
  return {
    current: async () => (mark === null || Date.now() >= due ? count() : mark),
    doubt: () => (due = 0),
    close: async () => {
      // What was done since the last count is in no backup from before it.
      if (mark !== null) await count().catch(() => {});
    },
  };
}
