import type { GraphEdge, GraphNode, StepNode } from "../graph.ts";
import { EACH_PORT } from "../ports.ts";
import { called } from "./called.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import type { DraftWithoutFlow } from "./draft.ts";

/** Loops are blocks: what stands in one, and that connections stay within. */
export function checkBlocks(draft: DraftWithoutFlow): Diagnostic[] {
  const { graph } = draft;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return [
    ...graph.nodes.flatMap((node) => parentFaults(nodes, node)),
    ...graph.edges.flatMap((edge, at) => borderFaults(nodes, edge, at)),
    ...draft.steps.flatMap((node) => [...emptyLoop(draft, node), ...lostAppends(draft, node)]),
  ];
}

/** The ids of the loops around a node, from the inside out. Ends where they run in a circle. */
export function loopsAround(
  nodes: ReadonlyMap<string, { readonly parent?: string | undefined }>,
  node: { readonly parent?: string | undefined },
): string[] {
  const around: string[] = [];
  for (let at = node.parent; at !== undefined && !around.includes(at); at = nodes.get(at)?.parent) {
    around.push(at);
  }
  return around;
}

function parentFaults(nodes: ReadonlyMap<string, GraphNode>, node: GraphNode): Diagnostic[] {
  if (node.parent === undefined) return [];
  const place = { node: node.id, field: "parent" };
  const parent = nodes.get(node.parent);
  if (node.kind === "trigger" || parent === undefined || !isLoop(parent)) {
    const message =
      node.kind === "trigger"
        ? "The trigger cannot stand in a loop."
        : `"${called(node)}" stands in something that is not a loop: "${node.parent}".`;
    return [error({ code: "unknown_parent", message, ...place, hint: "Move it out." })];
  }
  if (!loopsAround(nodes, node).includes(node.id)) return [];
  const message = `"${called(node)}" stands in a loop that stands in "${called(node)}" itself.`;
  return [error({ code: "cyclic_parent", message, ...place, hint: "Move one of the two out." })];
}

function borderFaults(
  nodes: ReadonlyMap<string, GraphNode>,
  { from, port, to }: GraphEdge,
  at: number,
): Diagnostic[] {
  const [source, target] = [nodes.get(from), nodes.get(to)];
  if (source === undefined || target === undefined) return [];
  const entersBody = isLoop(source) && port === EACH_PORT;
  if ((entersBody ? source.id : source.parent) === target.parent) return [];
  const message = entersBody
    ? `"${called(target)}" is not in the body of "${called(source)}", whose "each" leads to it.`
    : `The connection from "${called(source)}" to "${called(target)}" crosses the border of a loop.`;
  const hint = entersBody
    ? "Move it into the loop, or lead to it from the loop's default way out."
    : "A loop is entered by its each and left by its own ways out.";
  return [error({ code: "edge_across_block", message, node: source.id, field: `edges.${at}`, hint })];
}

function emptyLoop({ graph, usedPorts }: DraftWithoutFlow, node: StepNode): Diagnostic[] {
  if (!isLoop(node) || usedPorts.get(node.id)?.has(EACH_PORT)) return [];
  const isEmpty = !graph.nodes.some(({ parent, kind }) => parent === node.id && kind !== "note");
  const message = isEmpty
    ? `"${called(node)}" has nothing to do in its iterations.`
    : `Nothing leads from "${called(node)}" into its body.`;
  const hint = isEmpty ? "Put a step into it." : 'Connect its "each" with the first step of the body.';
  return [error({ code: "empty_loop", message, node: node.id, hint })];
}

/** Iterations side by side each append to a list of their own, and only the last one's stays. */
function lostAppends({ stepsById }: DraftWithoutFlow, node: StepNode): Diagnostic[] {
  if (node.kind !== "set") return [];
  const loop = loopsAround(stepsById, node)
    .map((id) => stepsById.get(id))
    .find((each) => each?.kind === "for_each" && (each.parallel ?? 1) > 1);
  const at = node.assignments.findIndex(({ operation }) => operation === "append");
  if (loop === undefined || at < 0) return [];
  const message = `The iterations of "${called(loop)}" run side by side: of what they append only the last one's stays.`;
  const hint = "Let the loop collect it, and read steps.<loop>.results after it.";
  const field = `assignments.${at}.operation`;
  return [warning({ code: "parallel_append", message, node: node.id, field, hint })];
}

function isLoop(node: GraphNode): boolean {
  return node.kind === "for_each" || node.kind === "while";
}
