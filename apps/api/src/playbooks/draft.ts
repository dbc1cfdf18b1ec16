import { findVersion, listChangedScripts } from "@riposte/db";
import { countChanges, newerScripts } from "@riposte/draft";
import { z } from "zod";
import type { Context } from "../context.ts";
import { allows } from "../permissions.ts";
import { needs } from "../trpc.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { pinnedScripts } from "./pinned-scripts.ts";
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
  const publishedScripts = published === null ? [] : await pinnedScripts(ctx, published);
  const newest = new Map(
    (await listChangedScripts(services.db, actor.workspaceId, [playbookId])).map((script) => [
      script.action,
      script.newest,
    ]),
  );
  const newer = newerScripts(graph, publishedScripts, (action) => newest.get(action));
  const publishedGraph = published === null ? null : readDraft(published.graph);
  return {
    id: playbookId,
    name: playbook.name,
    description: playbook.description,
    enabled: playbook.enabled,
    archived: playbook.archivedAt !== null,
    revision: playbook.draftRevision,
    graph,
    publishedVersion,
    publishedGraph,
    /** What the published version runs, whatever has been saved since. */
    publishedScripts,
    /** Steps, edges and scripts that are not as published. */
    changes: countChanges(graph, publishedGraph) + newer.length,
    mayWrite: allows(actor.role, "playbooks.write"),
  };
}
