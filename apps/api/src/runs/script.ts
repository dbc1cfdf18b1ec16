import { findScriptAction, getScript } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { requireRun, runRef } from "./find.ts";
import { plannedSteps } from "./step-names.ts";

/** The script of a step as it ran, whatever has become of its action since. */
export const script = needs("runs.read")
  .input(z.object({ id: runRef, step: z.string().min(1).max(64) }).strict())
  .query(({ ctx, input }) => tellScript(ctx, input.id, input.step));

async function tellScript(ctx: Context, id: string, step: string) {
  const { db } = ctx.services;
  const { run } = await requireRun(ctx, id);
  const meant = (await plannedSteps(db, run.planHash)).byId.get(step);
  // A module is many files, and none of its author's making here.
  if (meant?.kind !== "action" || meant.script === null || meant.script.entry === "module")
    throw notFound("script of the step", step);
  const source = await getScript(db, meant.script.hash);
  if (source === null) throw notFound("script of the step", step);
  const [name = ""] = meant.script.name.split(".");
  const now = await findScriptAction(db, ctx.actor.workspaceId, name);
  return {
    /** What the step calls: `script.block_host.unblock`. */
    action: meant.action,
    version: meant.version,
    step: meant.label,
    source,
    /** The newest version of its action; null: it was deleted. */
    newest: now?.version.version ?? null,
  };
}
