import { findPlaybook } from "@riposte/db";
import type { CallableRow } from "@riposte/db";
import type { Plan } from "@riposte/plan";
import type { Context } from "../context.ts";
import { compileGraph } from "../playbooks/compile-graph.ts";
import { forOthers } from "../playbooks/publish-inside.ts";
import { readDraft } from "../playbooks/read-draft.ts";
import type { savePlaybook } from "../playbooks/save.ts";
import { needed } from "./publishing-order.ts";

type Document = Parameters<typeof savePlaybook>[1];

/** Those that another one, or they themselves, need before they can be published: they stand in a circle. */
export function neededTooEarly(order: readonly (readonly [number, Document])[]): ReadonlySet<number> {
  const places = new Map(order.map(([, { name }], place) => [name, place]));
  const early = order.flatMap(([, document], place) =>
    needed(document).flatMap((name) => {
      const other = places.get(name);
      return other === undefined || other < place ? [] : [order[other]];
    }),
  );
  return new Set(early.flatMap((entry) => (entry?.[1].publish === true ? [entry[0]] : [])));
}

/**
 * What these, whose drafts are saved and not yet published, will be to others once they are. Of what they give to each
 * other nothing is known at first; that then tells what they give.
 */
export async function comingPlaybooks(
  ctx: Context,
  documents: readonly Document[],
): Promise<readonly CallableRow[]> {
  const blank = await Promise.all(documents.map((document) => comingOf(ctx, document, null)));
  const coming = blank.filter((row) => row !== null);
  return Promise.all(
    coming.map(async (row) => {
      const document = documents.find(({ name }) => name === row.name);
      if (document === undefined) return row;
      const graph = readDraft(JSON.stringify(document.graph));
      const { plan } = await compileGraph(ctx, { graph, name: row.name, id: row.id, coming });
      return (await comingOf(ctx, document, plan)) ?? row;
    }),
  );
}

/** Null for one that is published already: it is known as it is. */
async function comingOf(
  { services, actor }: Context,
  { name, graph, enable = false }: Document,
  plan: Plan | null,
): Promise<CallableRow | null> {
  const playbook = await findPlaybook(services.db, actor.workspaceId, name);
  if (playbook === null || playbook.publishedVersion !== null) return null;
  const node = readDraft(JSON.stringify(graph)).nodes.find(({ kind }) => kind === "trigger");
  const trigger = node?.["trigger"];
  const { gives, calls } = plan === null ? { gives: "{}", calls: null } : forOthers(plan);
  return {
    id: playbook.id,
    name,
    description: playbook.description,
    enabled: enable,
    publishedVersion: 1,
    trigger: typeof trigger === "string" ? trigger : null,
    config: JSON.stringify(node?.["config"] ?? {}),
    gives,
    calls,
  };
}
