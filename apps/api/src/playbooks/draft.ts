import { findVersion } from "@riposte/db";
import { countChanges } from "@riposte/draft";
import { z } from "zod";
import type { Context } from "../context.ts";
import { allows } from "../permissions.ts";
import { needs } from "../trpc.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { readDraft } from "./read-draft.ts";

/** What an editor opens with. */
export const draft = needs("playbooks.read")
  .input(z.object({ playbook: playbookRef }).strict())
  .query(({ ctx, input }) => openDraft(ctx, input.playbook));

async function openDraft(ctx: Context, ref: string) {
  const { services, actor } = ctx;
  const playbook = await requirePlaybook(ctx, ref);
  const { id: playbookId, publishedVersion } = playbook;
  const published =
    publishedVersion === null
      ? null
      : await findVersion(services.db, actor.workspaceId, { playbookId, version: publishedVersion });
  const graph = readDraft(playbook.draft);
  const publishedGraph = published === null ? null : readDraft(published.graph);
  return {
    id: playbookId,
    name: playbook.name,
    description: playbook.description,
    enabled: playbook.enabled,
    revision: playbook.draftRevision,
    graph,
    publishedVersion,
    publishedGraph,
    /** Steps and edges that are not as published. */
    changes: countChanges(graph, publishedGraph),
    mayWrite: allows(actor.role, "playbooks.write"),
  };
}
