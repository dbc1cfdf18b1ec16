import type { JsonValue } from "@riposte/plan";
import { DraftError } from "./draft-error.ts";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import type { Operation } from "./operation.ts";
import { Unfit, writeField } from "./write-field.ts";

/**
 * The graph with the operations done, in order. What no operation touches is the same object as before.
 * @throws DraftError at the first one that does not fit; then nothing is done.
 */
export function applyOperations(graph: DraftGraph, operations: readonly Operation[]): DraftGraph {
  const work = begin(graph);
  for (const operation of operations) perform(work, operation);
  return finish(work);
}

/** What takes the operations back, done to the graph that they lead to. */
export function invert(operations: readonly Operation[], graphBefore: DraftGraph): Operation[] {
  const work = begin(graphBefore);
  return operations.flatMap((operation) => perform(work, operation)).toReversed();
}

/** By key, in the order of the drawing. */
interface Work {
  readonly graph: DraftGraph;
  nodes: Map<string, DraftNode>;
  edges: Map<string, DraftEdge> | null;
  isNodesTouched: boolean;
}

function begin(graph: DraftGraph): Work {
  return {
    graph,
    nodes: new Map(graph.nodes.map((node) => [node.id, node])),
    edges: null,
    isNodesTouched: false,
  };
}

/** Most changes touch no edge. */
function edgesOf(work: Work): Map<string, DraftEdge> {
  work.edges ??= new Map(work.graph.edges.map((edge) => [edgeKey(edge), edge]));
  return work.edges;
}

function finish({ graph, nodes, edges, isNodesTouched }: Work): DraftGraph {
  if (!isNodesTouched && edges === null) return graph;
  return {
    schema: graph.schema,
    nodes: isNodesTouched ? [...nodes.values()] : graph.nodes,
    edges: edges === null ? graph.edges : [...edges.values()],
  };
}

type Performers = {
  readonly [K in Operation["op"]]: (work: Work, operation: Extract<Operation, { op: K }>) => Operation | null;
};

const performers: Performers = {
  add_node: addNode,
  remove_node: removeNode,
  set: setField,
  move: moveNode,
  add_edge: addEdge,
  remove_edge: removeEdge,
};

/** Returns what takes it back, if there is anything to take back. */
function perform(work: Work, operation: Operation): Operation[] {
  const performer = performers[operation.op] as (work: Work, operation: Operation) => Operation | null;
  const inverse = performer(work, operation);
  return inverse === null ? [] : [inverse];
}

function addNode(work: Work, operation: Extract<Operation, { op: "add_node" }>): Operation {
  const { node, at } = operation;
  if (work.nodes.has(node.id)) throw new DraftError(operation, `the step ${node.id} is there already.`);
  work.nodes = insert(work.nodes, node.id, node, at);
  work.isNodesTouched = true;
  return { op: "remove_node", node: node.id };
}

function removeNode(work: Work, operation: Extract<Operation, { op: "remove_node" }>): Operation {
  const node = requireNode(work, operation.node, operation);
  for (const { from, to } of edgesIn(work)) {
    if (from === node.id || to === node.id)
      throw new DraftError(operation, "edges of the step are still there.");
  }
  const at = [...work.nodes.keys()].indexOf(node.id);
  work.nodes.delete(node.id);
  work.isNodesTouched = true;
  return { op: "add_node", node, at };
}

function setField(work: Work, operation: Extract<Operation, { op: "set" }>): Operation | null {
  const node = requireNode(work, operation.node, operation);
  const [first] = operation.field;
  if (first === undefined || first === "id" || first === "kind")
    throw new DraftError(operation, "this never changes.");
  if (first === "position" && (operation.value !== undefined || operation.field.length > 1))
    throw new DraftError(operation, "a step is put somewhere by a move.");
  if (first === "name" && (typeof operation.value !== "string" || operation.field.length > 1))
    throw new DraftError(operation, "a name is a text.");
  const written = writeOrThrow(node, operation);
  if (written === null) return null;
  replace(work, written.value as unknown as DraftNode);
  if (first === "position" && node.position !== undefined)
    return { op: "move", node: node.id, x: node.position.x, y: node.position.y };
  return { op: "set", node: node.id, ...written.undo };
}

function writeOrThrow(node: JsonValue, operation: Extract<Operation, { op: "set" }>) {
  try {
    return writeField(node, operation.field, operation.value);
  } catch (problem) {
    if (problem instanceof Unfit) throw new DraftError(operation, problem.message);
    throw problem;
  }
}

function moveNode(work: Work, operation: Extract<Operation, { op: "move" }>): Operation | null {
  const node = requireNode(work, operation.node, operation);
  const { x, y } = operation;
  const before = node.position;
  if (before?.x === x && before.y === y) return null;
  replace(work, { ...node, position: { x, y } });
  if (before === undefined) return { op: "set", node: node.id, field: ["position"] };
  return { op: "move", node: node.id, x: before.x, y: before.y };
}

function addEdge(work: Work, operation: Extract<Operation, { op: "add_edge" }>): Operation {
  const { edge, at } = operation;
  requireNode(work, edge.from, operation);
  requireNode(work, edge.to, operation);
  const key = edgeKey(edge);
  if (edgesOf(work).has(key)) throw new DraftError(operation, "this edge is there already.");
  work.edges = insert(edgesOf(work), key, edge, at);
  return { op: "remove_edge", edge };
}

function removeEdge(work: Work, operation: Extract<Operation, { op: "remove_edge" }>): Operation {
  const edges = edgesOf(work);
  const key = edgeKey(operation.edge);
  const edge = edges.get(key);
  if (edge === undefined) throw new DraftError(operation, "there is no such edge.");
  const at = [...edges.keys()].indexOf(key);
  edges.delete(key);
  return { op: "add_edge", edge, at };
}

function edgesIn(work: Work): Iterable<DraftEdge> {
  return work.edges?.values() ?? work.graph.edges;
}

function requireNode(work: Work, id: string, operation: Operation): DraftNode {
  const node = work.nodes.get(id);
  if (node === undefined) throw new DraftError(operation, `there is no step ${id}.`);
  return node;
}

function replace(work: Work, node: DraftNode): void {
  work.nodes.set(node.id, node);
  work.isNodesTouched = true;
}

function insert<T>(into: Map<string, T>, key: string, value: T, at: number | undefined): Map<string, T> {
  if (at === undefined || at >= into.size) return into.set(key, value);
  return new Map([...into].toSpliced(at, 0, [key, value]));
}
