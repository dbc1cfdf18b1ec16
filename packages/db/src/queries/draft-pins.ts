import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { draftPins } from "../schema/drafts.ts";
import { playbooks } from "../schema/playbooks.ts";
import { tellEditors } from "./tell-editors.ts";

export type DraftPinRow = typeof draftPins.$inferSelect;

/** What is pinned in the draft of a playbook, also of steps that are not in it just now. */
export async function listPins(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<readonly DraftPinRow[]> {
  const rows = await db
    .select({ pin: draftPins })
    .from(draftPins)
    .innerJoin(playbooks, eq(playbooks.id, draftPins.playbookId))
    .where(
      and(
        eq(playbooks.workspaceId, workspaceId),
        isNull(playbooks.deletedAt),
        eq(draftPins.playbookId, playbookId),
      ),
    )
    .orderBy(asc(draftPins.step));
  return rows.map(({ pin }) => pin);
}

/** In the place of what was pinned there before. The caller knows the playbook to be of its workspace. */
export async function putPin(db: Database, pin: Omit<DraftPinRow, "pinnedAt">): Promise<void> {
  const { port, output, pinnedBy } = pin;
  const pinnedAt = sql`clock_timestamp()`;
  await db
    .insert(draftPins)
    .values({ ...pin, pinnedAt })
    .onConflictDoUpdate({
      target: [draftPins.playbookId, draftPins.step],
      set: { port, output, pinnedBy, pinnedAt },
    });
  await tellEditors(db, pin.playbookId);
}

/** False: nothing was pinned there. The caller knows the playbook to be of its workspace. */
export async function removePin(
  db: Database,
  { playbookId, step }: Pick<DraftPinRow, "playbookId" | "step">,
): Promise<boolean> {
  const gone = await db
    .delete(draftPins)
    .where(and(eq(draftPins.playbookId, playbookId), eq(draftPins.step, step)))
    .returning({ step: draftPins.step });
  if (gone.length === 0) return false;
  await tellEditors(db, playbookId);
  return true;
}

/** Another one than before: something was pinned or let go since. */
export async function stampOfPins(db: Database, playbookId: string): Promise<string> {
  const [row] = await db
    .select({ stamp: sql<string | null>`md5(string_agg(step || ' ' || pinned_at, ',' order by step))` })
    .from(draftPins)
    .where(eq(draftPins.playbookId, playbookId));
  return row?.stamp ?? "";
}
