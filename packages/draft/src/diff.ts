import type { JsonObject, JsonValue } from "@riposte/plan";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import { equal } from "./equal.ts";
import type { FieldPath, Operation } from "./operation.ts";
import { LONGEST_PATH } from "./operation.ts";

/** Operations that turn the one into the other, but for the order in which steps and edges stand. */
export function diff(before: DraftGraph, after: DraftGraph): Operation[] {
  const oldNodes = new Map(before.nodes.map((node) => [node.id, node]));
  const newNodes = new Map(after.nodes.map((node) => [node.id, node]));
  /** A step of another kind is another step. */
  const keeps = (id: string) => {
    const [old, node] = [oldNodes.get(id), newNodes.get(id)];
    return old !== undefined && node !== undefined && old.kind === node.kind;
  };
  const oldEdges = new Map(before.edges.map((edge) => [edgeKey(edge), edge]));
  const newEdges = new Map(after.edges.map((edge) => [edgeKey(edge), edge]));
  const staysConnected = (edge: DraftEdge) => {
    const [old, other] = [oldEdges.get(edgeKey(edge)), newEdges.get(edgeKey(edge))];
    if (old === undefined || other === undefined || old.id !== other.id) return false;
    return keeps(edge.from) && keeps(edge.to);
  };
  return [
    ...before.edges
      .filter((edge) => !staysConnected(edge))
      .map((edge): Operation => ({ op: "remove_edge", edge })),
    ...before.nodes
      .filter(({ id }) => !keeps(id))
      .map(({ id }): Operation => ({ op: "remove_node", node: id })),
    ...after.nodes.filter(({ id }) => !keeps(id)).map((node): Operation => ({ op: "add_node", node })),
    ...after.nodes.flatMap((node) => {
      const old = keeps(node.id) ? oldNodes.get(node.id) : undefined;
      return old === undefined ? [] : changesOf(old, node);
    }),
    ...after.edges
      .filter((edge) => !staysConnected(edge))
      .map((edge): Operation => ({ op: "add_edge", edge })),
  ];
}

function changesOf(before: DraftNode, after: DraftNode): Operation[] {
  if (before === after) return [];
  const { position: from, ...old } = before;
  const { position: to, ...node } = after;
  const fields = fieldChanges(old, node, []);
  const changes = fields.map((change): Operation => ({ op: "set", node: after.id, ...change }));
  if (to === undefined)
    return from === undefined ? changes : [...changes, { op: "set", node: after.id, field: ["position"] }];
  if (from?.x === to.x && from.y === to.y) return changes;
  return [...changes, { op: "move", node: after.id, x: to.x, y: to.y }];
}

interface FieldChange {
  readonly field: FieldPath;
  readonly value?: JsonValue;
}

/** What to set, field by field, so that the one value becomes the other. */
export function fieldChanges(before: JsonValue, after: JsonValue, path: FieldPath): FieldChange[] {
  if (equal(before, after)) return [];
  if (path.length < LONGEST_PATH) {
    if (isList(before) && isList(after)) return listChanges(before, after, path);
    if (isObject(before) && isObject(after)) return objectChanges(before, after, path);
  }
  return [{ field: path, value: after }];
}

function objectChanges(before: JsonObject, after: JsonObject, path: FieldPath): FieldChange[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...gone.map((key) => ({ field: [...path, key] })),
    ...Object.entries(after).flatMap(([key, value]) => {
      const field = [...path, key];
      const old = Object.hasOwn(before, key) ? before[key] : undefined;
      return old === undefined ? [{ field, value }] : fieldChanges(old, value, field);
    }),
  ];
}

/** Item by item where they correspond; a list of another length, unless it only grew, goes as a whole. */
function listChanges(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: FieldPath,
): FieldChange[] {
  const grew = after.length > before.length && before.every((item, at) => equal(item, after[at]));
  if (after.length !== before.length && !grew) return [{ field: path, value: after }];
  return after.flatMap((item, at) => {
    const field = [...path, at];
    const old = before[at];
    return old === undefined ? [{ field, value: item }] : fieldChanges(old, item, field);
  });
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
