import type { DraftGraph, DraftNode } from "./draft-graph.ts";

/**
 * What leads from the trigger to a step, and it: nothing comes after it, and what is drawn elsewhere is not there. A loop
 * on the way comes with all that stands in it. Null: the trigger does not lead there.
 */
export function upTo({ nodes, edges, ...rest }: DraftGraph, step: string): DraftGraph | null {
  const trigger = nodes.find(({ kind }) => kind === "trigger");
  if (trigger === undefined) return null;
  const found = new Set([step]);
  for (const id of found)
    for (const { from, to, port } of edges) if (to === id && port !== "on_cancel") found.add(from);
  if (!found.has(trigger.id)) return null;
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const node of nodes) if (isWithin(node, found)) found.add(node.id);
  }
  return {
    ...rest,
    nodes: nodes.flatMap((node) =>
      found.has(node.id) ? [node.kind === "trigger" ? forRuns(node) : node] : [],
    ),
    edges: edges.filter(
      ({ from, to }) =>
        found.has(from) && found.has(to) && (from !== step || isWithin(byId(nodes, to), found)),
    ),
  };
}

/** The step at the top that runs where this one does: itself, or the outermost loop around it. */
export function topOf({ nodes }: DraftGraph, step: string): string {
  let at = step;
  // A draft may hold loops within each other in a circle.
  for (let left = nodes.length; left > 0; left--) {
    const parent = byId(nodes, at)?.["parent"];
    if (typeof parent !== "string" || byId(nodes, parent) === undefined) return at;
    at = parent;
  }
  return at;
}

function isWithin(node: DraftNode | undefined, loops: ReadonlySet<string>): boolean {
  const parent = node?.["parent"];
  return typeof parent === "string" && loops.has(parent);
}

function byId(nodes: readonly DraftNode[], id: string): DraftNode | undefined {
  return nodes.find((node) => node.id === id);
}

/** What is drawn for cancelled runs is left out with the rest. */
function forRuns(trigger: DraftNode): DraftNode {
  const { onCancel: _onCancel, ...rest } = trigger;
  return rest;
}
