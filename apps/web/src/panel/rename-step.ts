import type { DraftGraph, DraftNode, FieldPath, Operation } from "@riposte/draft";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { renameReferences } from "../canvas/rename-references.ts";
import { isObject } from "./schema/resolve.ts";

/** Templates that read the step read it by its new name. */
export function renameStep(graph: DraftGraph, node: DraftNode, to: string): readonly Operation[] {
  const renames = new Map([[node.name, to]]);
  const isOnly = graph.nodes.filter(({ name }) => name === node.name).length === 1;
  const readers = isOnly && node.name !== "" ? graph.nodes : [];
  return [
    { op: "set", node: node.id, field: ["name"], value: to },
    ...readers.flatMap((reader) => {
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
        const after = renameReferences({ [key]: value }, renames) as JsonObject;
        return differences([key], value, after[key] ?? null).map(({ field, value: text }): Operation => ({
          op: "set",
          node: id,
          field,
          value: text,
        }));
      });
    }),
  ];
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
