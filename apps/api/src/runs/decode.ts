import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { needs } from "../trpc.ts";
import { requireRun, runRef } from "./find.ts";

/** What Temporal holds of a run, opened: for whoever has to find out why it does what it does. Who looked is on record. */
export const decode = needs("runs.decode")
  .input(z.object({ id: runRef }).strict())
  .mutation(async ({ ctx, input: { id } }) => {
    await requireRun(ctx, id);
    const executions = await ctx.services.runs.histories(id);
    await recordChange(ctx.services.db, ctx, { action: "runs.decode", target: `run:${id}` });
    return { run: id, executions };
  });
