import { inArray, lt, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { tryCounts } from "../schema/people.ts";

/** Counts one more try under a key, and says how many that makes in its window. */
export async function countTry(
  db: Database,
  { key, windowMs }: { readonly key: string; readonly windowMs: number },
): Promise<{ readonly count: number; readonly until: Date }> {
  const until = sql`now() + ${windowMs} * interval '1 millisecond'`;
  const [row] = await db
    .insert(tryCounts)
    .values({ key, count: 1, until })
    .onConflictDoUpdate({
      target: tryCounts.key,
      set: {
        count: sql`case when ${tryCounts.until} > now() then ${tryCounts.count} + 1 else 1 end`,
        until: sql`case when ${tryCounts.until} > now() then ${tryCounts.until} else excluded.until end`,
      },
    })
    .returning({ count: tryCounts.count, until: tryCounts.until });
  if (row === undefined) throw new Error("The try could not be counted.");
  return row;
}

/** What went well was no guess: it is taken back. */
export async function forgetTry(db: Database, keys: readonly string[]): Promise<void> {
  await db
    .update(tryCounts)
    .set({ count: sql`greatest(${tryCounts.count} - 1, 0)` })
    .where(inArray(tryCounts.key, [...keys]));
}

export async function removeOldTries(db: Database): Promise<void> {
  await db.delete(tryCounts).where(lt(tryCounts.until, sql`now()`));
}
