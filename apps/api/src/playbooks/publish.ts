import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { compileGraph, refuseErrors } from "./compile-graph.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { parseGraph } from "./parse-graph.ts";
import { publishInside } from "./publish-inside.ts";

/** Makes the draft the published version; the same plan and graph as now make no new one. */
export const publish = needs("playbooks.publish")
  .input(z.object({ name: playbookRef, message: z.string().max(1_000).default("") }).strict())
  .mutation(({ ctx, input }) => publishDraft(ctx, input));

async function publishDraft(ctx: Context, input: { readonly name: string; readonly message: string }) {
  const playbook = await requirePlaybook(ctx, input.name);
  const graph = parseGraph(JSON.parse(playbook.draft));
  const { plan, diagnostics } = refuseErrors(
    playbook.name,
    await compileGraph(ctx, { graph, name: playbook.name }),
  );
  const published = await ctx.services.db.transaction((tx) =>
    publishInside(tx, ctx, {
      playbookId: playbook.id,
      plan,
      graph: playbook.draft,
      message: input.message,
    }),
  );
  return { id: playbook.id, version: published.version, newVersion: published.isNew, diagnostics };
}
