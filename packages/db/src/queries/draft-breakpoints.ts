import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { draftBreakpoints } from "../schema/drafts.ts";
import { playbooks } from "../schema/playbooks.ts";
import { tellEditors } from "./tell-editors.ts";

type DraftBreakpointRow = typeof draftBreakpoints.$inferSelect;

/** Those of the draft of a playbook, also of steps that are not in it just now. */
export async function listBreakpoints(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<readonly DraftBreakpointRow[]> {
  const rows = await db
    .select({ breakpoint: draftBreakpoints })
    .from(draftBreakpoints)
    .innerJoin(playbooks, eq(playbooks.id, draftBreakpoints.playbookId))
    .where(
      and(
        eq(playbooks.workspaceId, workspaceId),
        isNull(playbooks.deletedAt),
        eq(draftBreakpoints.playbookId, playbookId),
      ),
    )
    .orderBy(asc(draftBreakpoints.step));
  return rows.map(({ breakpoint }) => breakpoint);
}

/** In the place of the one that was there before. The caller knows the playbook to be of its workspace. */
export async function putBreakpoint(
  db: Database,
  breakpoint: Omit<DraftBreakpointRow, "setAt">,
): Promise<void> {
  const { condition, setBy } = breakpoint;
  const setAt = sql`clock_timestamp()`;
  await db
    .insert(draftBreakpoints)
    .values({ ...breakpoint, setAt })
    .onConflictDoUpdate({
      target: [draftBreakpoints.playbookId, draftBreakpoints.step],
      set: { condition, setBy, setAt },
    });
  await tellEditors(db, breakpoint.playbookId);
}

/** False: there was none. The caller knows the playbook to be of its workspace. */
export async function removeBreakpoint(
  db: Database,
  { playbookId, step }: Pick<DraftBreakpointRow, "playbookId" | "step">,
): Promise<boolean> {
  const gone = await db
    .delete(draftBreakpoints)
    .where(and(eq(draftBreakpoints.playbookId, playbookId), eq(draftBreakpoints.step, step)))
    .returning({ step: draftBreakpoints.step });
  if (gone.length === 0) return false;
  await tellEditors(db, playbookId);
  return true;
}

/** Another one than before: a breakpoint was set or removed since. */
export async function stampOfBreakpoints(db: Database, playbookId: string): Promise<string> {
  const [row] = await db
    .select({ stamp: sql<string | null>`md5(string_agg(step || ' ' || set_at, ',' order by step))` })
    .from(draftBreakpoints)
    .where(eq(draftBreakpoints.playbookId, playbookId));
  return row?.stamp ?? "";
}
