import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { environmentBuilds, requirements } from "../schema/environments.ts";
import { sha256 } from "../sha256.ts";

// How a build goes is said by SQL functions (migrations/0024, 0026) by the Python worker.

export type EnvironmentBuildRow = typeof environmentBuilds.$inferSelect;

/** What a script requires, and the interpreter that it asks for: "2.7", or "3" for the runner's own. */
export interface WantedEnvironment {
  readonly hash: string;
  readonly python: string;
}

/** Keeps what scripts require, and has every runner build it that does not have it yet. */
export async function wantEnvironment(
  db: Database,
  { body, python }: { readonly body: string; readonly python: string },
): Promise<void> {
  const hash = sha256(body);
  await db.insert(requirements).values({ hash, body }).onConflictDoNothing();
  await db.execute(sql`select pg_notify('environments_wanted', ${JSON.stringify({ hash, python })})`);
}

/** What came of it on each runner; none has begun where there is no row. */
export async function listEnvironmentBuilds(
  db: Database,
  { hash, python }: WantedEnvironment,
): Promise<readonly EnvironmentBuildRow[]> {
  return db
    .select()
    .from(environmentBuilds)
    .where(and(eq(environmentBuilds.requirementsHash, hash), eq(environmentBuilds.python, python)))
    .orderBy(asc(environmentBuilds.runner));
}
