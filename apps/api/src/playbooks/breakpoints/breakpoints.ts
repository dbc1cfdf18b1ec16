import { listBreakpoints } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { playbookRef, requirePlaybook } from "../find.ts";

/** The steps at which tests of a draft stand. */
export const breakpoints = needs("playbooks.read")
  .input(z.object({ playbook: playbookRef }).strict())
  .query(({ ctx, input }) => tellBreakpoints(ctx, input.playbook));

async function tellBreakpoints(ctx: Context, ref: string) {
  const { services, actor } = ctx;
  const { id } = await requirePlaybook(ctx, ref);
  const rows = await listBreakpoints(services.db, actor.workspaceId, id);
  return rows.map(({ step, condition, setBy, setAt }) => ({
    step,
    /** Only what it is true for stands; null: all that comes there. */
    condition,
    by: setBy,
    at: setAt.toISOString(),
  }));
}
