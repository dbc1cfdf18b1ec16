import { drizzle } from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Sql } from "postgres";
import * as actions from "./schema/actions.ts";
import * as drafts from "./schema/drafts.ts";
import * as eventWaits from "./schema/event-waits.ts";
import * as moduleTriggers from "./schema/module-triggers.ts";
import * as people from "./schema/people.ts";
import * as playbooks from "./schema/playbooks.ts";
import * as runs from "./schema/runs.ts";
import * as scriptTrials from "./schema/script-trials.ts";
import * as store from "./schema/store.ts";
import * as workerBuilds from "./schema/worker-builds.ts";

const schema = {
  ...actions,
  ...drafts,
  ...eventWaits,
  ...moduleTriggers,
  ...people,
  ...playbooks,
  ...runs,
  ...scriptTrials,
  ...store,
  ...workerBuilds,
};

/** Also what a transaction's callback gets, so that queries work inside one. */
export type Database = PostgresJsDatabase<typeof schema>;

export interface Connection {
  readonly db: Database;
  /** The client underneath: for LISTEN and raw statements. It gives timestamps as text. */
  readonly sql: Sql;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface ConnectOptions {
  /** Number of connections. */
  readonly max?: number;
  readonly name?: string;
  /** For who must answer quickly: a server that is away or stuck fails in seconds, and is tried again at once. */
  readonly hurried?: boolean;
}

/** Opens a pool; nothing is dialled before the first query. */
export function connect(url: string, options: ConnectOptions = {}): Connection {
  const { max = 10, name = "riposte", hurried = false } = options;
  const sql = postgres(url, {
    max,
    connection: { application_name: name, ...(hurried && { statement_timeout: 5_000 }) },
    connect_timeout: hurried ? 2 : 10,
    ...(hurried && { backoff: () => 0.05 }),
    onnotice: () => {},
  });
  const close = () => sql.end({ timeout: 5 });
  return { db: drizzle(sql, { schema }), sql, close, [Symbol.asyncDispose]: close };
}
