import { edgeKey } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { UserError } from "../user-error.ts";

/** What a canvas can show: steps and edges that can be told apart, and edges between steps. @throws UserError */
export function checkDrawing({ nodes, edges }: DraftGraph): void {
  const ids = new Set<string>();
  for (const [at, { id }] of nodes.entries()) {
    if (ids.has(id)) refuse(`nodes.${at}.id`, `Two steps have the id "${id}". Give each an id of its own.`);
    ids.add(id);
  }
  const keys = new Set<string>();
  for (const [at, edge] of edges.entries()) {
    const { from, port, to } = edge;
    for (const [end, id] of [
      ["from", from],
      ["to", to],
    ] as const) {
      if (!ids.has(id)) refuse(`edges.${at}.${end}`, `An edge names the step "${id}", which is not there.`);
    }
    if (keys.has(edgeKey(edge)))
      refuse(`edges.${at}`, `Two edges lead from "${from}" (${port}) to "${to}". Remove one of them.`);
    keys.add(edgeKey(edge));
  }
}

function refuse(field: string, message: string): never {
  throw new UserError("bad_request", message, { field: `graph.${field}` });
}
