import type { DraftGraph, DraftNode, FieldPath, Operation } from "@riposte/draft";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { renameReferences } from "../canvas/rename-references.ts";
import { isObject } from "./schema/resolve.ts";

/** Templates that read the step read it by its new name. */
export function renameStep(graph: DraftGraph, node: DraftNode, to: string): readonly Operation[] {
  const isOnly = graph.nodes.filter(({ name }) => name === node.name).length === 1;
  const renames = new Map(isOnly && node.name !== "" ? [[node.name, to]] : []);
  return [
    { op: "set", node: node.id, field: ["name"], value: to },
    ...readers(graph, (value) => renameReferences(value, renames)),
  ];
}

/** Templates that read the variable read it by its new name; where another step sets the same, nobody knows which they mean. */
export function renameVariable(
  graph: DraftGraph,
  node: DraftNode,
  { at, from, to }: { readonly at: number; readonly from: string; readonly to: string },
): readonly Operation[] {
  const isOnly = settersOf(graph, from).length === 1;
  const isFree = settersOf(graph, to).length === 0;
  return [
    { op: "set", node: node.id, field: ["assignments", at, "name"], value: to },
    ...(isOnly && isFree && from !== "" && to !== "" ? readersAs(graph, from, to) : []),
  ];
}

/** The steps that set the variable, one for each time. */
export function settersOf(graph: DraftGraph, variable: string): readonly DraftNode[] {
  return graph.nodes.flatMap((node) =>
    variablesOf(node).flatMap((name) => (name === variable ? [node] : [])),
  );
}

/** Whether a template of any step reads the variable. */
export function isRead(graph: DraftGraph, variable: string): boolean {
  return readersAs(graph, variable, `${variable}_`).length > 0;
}

function readersAs(graph: DraftGraph, from: string, to: string): Operation[] {
  return readers(graph, (value) => renameReferences(value, new Map([[from, to]]), "vars"));
}

function variablesOf({ kind, assignments }: DraftNode): readonly JsonValue[] {
  if (kind !== "set" || !Array.isArray(assignments)) return [];
  return assignments.flatMap((one: JsonValue) => (isObject(one) ? [one["name"] ?? ""] : []));
}

/** What of the steps' fields is written otherwise then. */
function readers(graph: DraftGraph, rewrite: (value: JsonValue) => JsonValue): Operation[] {
  return graph.nodes.flatMap((reader) => {
    const {
      id,
      kind: _kind,
      name: _name,
      position: _position,
      label: _label,
      note: _note,
      ...fields
    } = reader;
    return Object.entries(fields).flatMap(([key, value]) => {
      const after = rewrite({ [key]: value }) as JsonObject;
      return differences([key], value, after[key] ?? null).map(({ field, value: text }): Operation => ({
        op: "set",
        node: id,
        field,
        value: text,
      }));
    });
  });
}

/** The texts that are another one now: one change each, so that nothing else of the step is touched. */
function differences(
  field: FieldPath,
  before: JsonValue,
  after: JsonValue,
): { readonly field: FieldPath; readonly value: JsonValue }[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after))
    return before.flatMap((item: JsonValue, at) => differences([...field, at], item, after[at] as JsonValue));
  if (isObject(before) && isObject(after))
    return Object.entries(before).flatMap(([key, item]) =>
      differences([...field, key], item, after[key] ?? null),
    );
  return [{ field, value: after }];
}
