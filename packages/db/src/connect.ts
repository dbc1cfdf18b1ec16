import { drizzle } from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Sql } from "postgres";
import * as people from "./schema/people.ts";
import * as playbooks from "./schema/playbooks.ts";
import * as runs from "./schema/runs.ts";
import * as store from "./schema/store.ts";

const schema = { ...people, ...playbooks, ...runs, ...store };

/** Also what a transaction's callback gets, so that queries work inside one. */
export type Database = PostgresJsDatabase<typeof schema>;

export interface Connection {
  readonly db: Database;
  /** The client underneath: for LISTEN and raw statements. It gives timestamps as text. */
  readonly sql: Sql;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Opens a pool; nothing is dialled before the first query. `max` is the number of connections. */
export function connect(
  url: string,
  options: { readonly max?: number; readonly name?: string } = {},
): Connection {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connection: { application_name: options.name ?? "riposte" },
    connect_timeout: 10,
    onnotice: () => {},
  });
  const close = () => sql.end({ timeout: 5 });
  return { db: drizzle(sql, { schema }), sql, close, [Symbol.asyncDispose]: close };
}
