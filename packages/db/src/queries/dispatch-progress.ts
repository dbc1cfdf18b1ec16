import { isNotNull, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { dispatchProgress } from "../schema/runs.ts";

/** How far a database had come when it was last seen; kept outside of it. */
export interface DispatchMark {
  /** Which database: drawn when it was made, the same in a restored dump. */
  readonly database: string;
  readonly ticks: number;
}

export interface DispatchProgress extends DispatchMark {
  /** Nothing is started until an admin lets it go. */
  readonly held: boolean;
}

/**
 * Counts on. A database behind the mark was thrown back to an older state: what it calls waiting may have run
 * already, so that from this statement on all starts are held.
 */
export async function advanceDispatch(client: Sql, mark: DispatchMark | null): Promise<DispatchProgress> {
  const { database, ticks } = mark ?? { database: "", ticks: 0 };
  const [row] = await client<DispatchProgress[]>`
    insert into dispatch_progress as p (ticks) values (1)
    on conflict (singleton) do update set
      ticks = case when p.database = ${database} then greatest(p.ticks, ${ticks}) else p.ticks end + 1,
      held_since = case when p.database = ${database} and p.ticks < ${ticks} then coalesce(p.held_since, now())
                        else p.held_since end
    returning database, ticks, held_since is not null as held`;
  if (row === undefined) throw new Error("PostgreSQL returned no row for an upsert.");
  return row;
}

/** Since when all starts are held; null: they are not. */
export async function startsHeldSince(db: Database): Promise<Date | null> {
  const [row] = await db.select({ heldSince: dispatchProgress.heldSince }).from(dispatchProgress);
  return row?.heldSince ?? null;
}

/** Lets the starts go on. False when they were not held. */
export async function releaseStarts(db: Database): Promise<boolean> {
  const released = await db
    .update(dispatchProgress)
    .set({ heldSince: null })
    .where(isNotNull(dispatchProgress.heldSince))
    .returning({ database: dispatchProgress.database });
  if (released.length === 0) return false;
  await db.execute(sql`select pg_notify('inbox', '')`);
  return true;
}
