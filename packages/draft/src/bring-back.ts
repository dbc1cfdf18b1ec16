import { applyOperations } from "./apply.ts";
import { DraftError } from "./draft-error.ts";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import type { Operation } from "./operation.ts";

/**
 * What brings steps back that somebody removed, as they were last, with the connections that went with them:
 * those of which the other end is there. A connection that healed the gap goes again.
 * `inverse`: what takes back all that was done since, the newest first; the operations fit `now`.
 */
export function bringBack(
  inverse: readonly Operation[],
  ids: ReadonlySet<string>,
  now: DraftGraph,
): readonly Operation[] {
  const there = new Set([...now.nodes.map(({ id }) => id), ...ids]);
  const lost = inverse.flatMap((one) => (one.op === "add_edge" ? [one.edge] : []));
  const healed = (edge: DraftEdge) =>
    lost.some(({ from, to }) => from === edge.from && ids.has(to)) &&
    lost.some(({ from, to }) => to === edge.to && ids.has(from));
  const steps: Operation[] = [];
  const connections: Operation[] = [];
  for (const operation of inverse) {
    if (operation.op === "add_node" && ids.has(operation.node.id))
      steps.push({ ...operation, node: inItsLoop(operation.node, there) });
    if (operation.op === "remove_edge" && healed(operation.edge)) connections.push(operation);
    if (operation.op === "add_edge" && (ids.has(operation.edge.from) || ids.has(operation.edge.to)))
      connections.push(operation);
  }
  return fitting(now, [...steps, ...connections]);
}

/** Where its loop is gone it stands on its own. */
function inItsLoop(node: DraftNode, there: ReadonlySet<string>): DraftNode {
  const { parent, ...rest } = node;
  return typeof parent === "string" && !there.has(parent) ? rest : node;
}

function fitting(graph: DraftGraph, operations: readonly Operation[]): Operation[] {
  let now = graph;
  return operations.filter((operation) => {
    if (operation.op === "add_edge" && crosses(now, operation.edge)) return false;
    try {
      now = applyOperations(now, [operation]);
      return true;
    } catch (error) {
      if (error instanceof DraftError) return false;
      throw error;
    }
  });
}

/** Over the border of a loop: somebody has put an end of it elsewhere. */
function crosses({ nodes }: DraftGraph, { from, port, to }: DraftEdge): boolean {
  const [source, target] = [from, to].map((end) => nodes.find(({ id }) => id === end));
  const isEntry = port === "each" && (source?.kind === "for_each" || source?.kind === "while");
  return (isEntry ? from : source?.["parent"]) !== target?.["parent"];
}
