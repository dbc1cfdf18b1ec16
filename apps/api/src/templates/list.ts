import { draftGraph } from "@riposte/draft";
import { needsOf } from "@riposte/exchange";
import { playbookTemplates } from "@riposte/gallery";
import type { PlaybookTemplate } from "@riposte/gallery";
import type { Catalogue } from "@riposte/plan";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import { needs } from "../trpc.ts";

/** What a playbook can start from, what each needs, and whether that is here; `graph` is for its picture. */
export const list = needs("playbooks.read").query(async ({ ctx }) => {
  const [templates, catalogue] = await Promise.all([playbookTemplates(), workspaceCatalogue(ctx)]);
  return templates.map((template) => describe(template, catalogue));
});

function describe({ id, name, description, tags, ...template }: PlaybookTemplate, catalogue: Catalogue) {
  const graph = draftGraph.parse(template.graph);
  return { id, name, description, tags, graph, needs: needsOf(graph, catalogue) };
}
