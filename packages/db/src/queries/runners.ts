import { desc, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../connect.ts";
import { runners } from "../schema/runners.ts";

// What a runner says of itself comes by SQL functions (migrations/0022) from the Python worker.

const interpreters = z.array(z.object({ version: z.string(), release: z.string(), path: z.string() }));

export type RunnerInterpreter = z.infer<typeof interpreters>[number];

export interface RunnerRow {
  readonly id: string;
  /** Runners of a group take the same scripts. */
  readonly group: string;
  /** Its machine's. */
  readonly name: string;
  readonly release: string;
  /** Of each version one, the oldest first. */
  readonly interpreters: readonly RunnerInterpreter[];
  readonly seenAt: Date;
  readonly isAlive: boolean;
}

/** Of the whole installation; who was heard of last comes first. */
export async function listRunners(db: Database): Promise<readonly RunnerRow[]> {
  const rows = await db
    .select({
      id: runners.id,
      group: runners.group,
      name: runners.name,
      release: runners.release,
      interpreters: runners.interpreters,
      seenAt: runners.seenAt,
      isAlive: sql<boolean>`${runners.aliveUntil} > clock_timestamp()`,
    })
    .from(runners)
    .orderBy(desc(runners.seenAt));
  return rows.map((row) => ({ ...row, interpreters: interpreters.parse(JSON.parse(row.interpreters)) }));
}
