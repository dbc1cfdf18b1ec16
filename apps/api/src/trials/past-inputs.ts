import { listPastInputs } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { valueReader } from "../runs/read-value.ts";
import { needs } from "../trpc.ts";

/** What steps that called this script were given in past runs, the newest first. */
export const pastInputs = needs("actions.write")
  .input(z.object({ action: z.string().min(1).max(200) }).strict())
  .query(({ ctx, input }) => tellInputs(ctx, input.action));

async function tellInputs({ services, actor }: Context, action: string) {
  const found = await listPastInputs(services.db, actor.workspaceId, action);
  const show = valueReader(services.blobs, actor.workspaceId);
  return Promise.all(
    found.map(async ({ input, at, ...row }) => ({
      ...row,
      at: new Date(at).toISOString(),
      input: await show(input),
    })),
  );
}
