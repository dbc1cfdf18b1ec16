import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { compileGraph, requirePlan } from "./compile-graph.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { pinnedIn } from "./pinned-scripts.ts";
import { publishInside } from "./publish-inside.ts";
import { readDraft } from "./read-draft.ts";
import { refuseMoved } from "./refuse-moved.ts";
import { changeEnabled } from "./set-enabled.ts";

const publishInput = z
  .object({
    name: playbookRef,
    message: z.string().max(1_000).default(""),
    /** The draft's that one sees; another one in the store is a conflict. Absent: as it is. */
    revision: z.int().min(0).optional(),
    /** Absent: stays as it is. */
    enable: z.boolean().optional(),
  })
  .strict();

/** Makes the draft the published version; the same plan and graph as now make no new one. */
export const publish = needs("playbooks.publish")
  .input(publishInput)
  .mutation(({ ctx, input }) => publishDraft(ctx, input));

async function publishDraft(ctx: Context, input: z.infer<typeof publishInput>) {
  const playbook = await requirePlaybook(ctx, input.name);
  refuseMoved(playbook, input.revision);
  const draft = { graph: readDraft(playbook.draft), name: playbook.name, id: playbook.id };
  const { plan, diagnostics } = await requirePlan(ctx, draft, await compileGraph(ctx, draft));
  const published = await ctx.services.db.transaction(async (tx) => {
    const made = await publishInside(tx, ctx, {
      playbookId: playbook.id,
      plan,
      graph: playbook.draft,
      message: input.message,
      revision: input.revision,
    });
    if (input.enable === undefined) return { ...made, enabled: playbook.enabled };
    await changeEnabled(tx, ctx, { id: playbook.id, enabled: input.enable });
    return { ...made, enabled: input.enable };
  });
  const { version, isNew, enabled } = published;
  const revision = playbook.draftRevision;
  return {
    id: playbook.id,
    version,
    newVersion: isNew,
    revision,
    enabled,
    scripts: pinnedIn(plan),
    diagnostics,
  };
}
