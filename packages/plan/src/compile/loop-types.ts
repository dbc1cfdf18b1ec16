import type { StepNode } from "../graph.ts";
import { typeOfSchema } from "../types/from-schema.ts";
import * as types from "../types/type.ts";
import type { Type } from "../types/type.ts";
import { FAILED, FAILED_ITERATION } from "./output-schema.ts";

export type LoopNode = Extract<StepNode, { kind: "for_each" | "while" }>;

/** What the parts of loops can be: asked for only when somebody reads them. */
export interface LoopParts {
  /** What a for-each goes over. */
  over(loop: Extract<LoopNode, { kind: "for_each" }>): Type;
  /** What an iteration gives. */
  collected(loop: LoopNode): Type;
}

export function isLoopNode(node: StepNode): node is LoopNode {
  return node.kind === "for_each" || node.kind === "while";
}

/** What a loop visits: items of a list, `{key, value}` of a dict, lines of a text. */
function itemType(over: Type): Type {
  const items = types.union([types.NEVER, ...over.forms.map(itemsOfForm)]);
  return types.madeOf(items.forms.length === 0 ? types.ANY : items, [over]);
}

function itemsOfForm(form: Type["forms"][number]): Type {
  switch (form.kind) {
    case "any":
      return types.ANY;
    case "string":
      return types.STRING;
    case "list":
      return form.items();
    case "dict":
      return pair(types.valuesOf(form));
    default:
      return types.NEVER;
  }
}

function pair(value: Type): Type {
  const key = types.madeOf(types.STRING, [value]);
  return types.dictOf({ key, value: value.forms.length === 0 ? types.ANY : value });
}

/** `item` there, of loops from the inside out; null: there is none. */
export function itemIn(loops: readonly LoopNode[], parts: LoopParts): Type | null {
  const each = loops.find((loop) => loop.kind === "for_each");
  return each === undefined ? null : itemType(parts.over(each));
}

/** `loop` there, of loops from the inside out; null: there is none. */
export function loopIn([inner, ...outer]: readonly LoopNode[], parts: LoopParts): Type | null {
  if (inner === undefined) return null;
  const fields = new Map<string, () => Type>([
    ["index", () => types.INT],
    ["index0", () => types.INT],
    ["first", () => types.BOOL],
  ]);
  if (inner.kind === "for_each") {
    fields.set("last", () => types.BOOL).set("length", () => types.INT);
    fields.set("item", () => itemType(parts.over(inner)));
  } else fields.set("previous", () => types.union([parts.collected(inner), types.NULL]));
  if (outer.length > 0) fields.set("parent", () => loopIn(outer, parts) ?? types.ANY);
  return types.of({ kind: "dict", fields, rest: null });
}

/** What a loop gives where it has run. */
export function loopOutput(loop: LoopNode, parts: LoopParts): Type {
  const result = () => {
    const collected = parts.collected(loop);
    return loop.onItemFailure === "collect" ? types.union([collected, types.NULL]) : collected;
  };
  const fields = new Map<string, () => Type>([
    ["count", () => types.INT],
    ["results", () => types.listOf(result)],
    ["failed", () => types.listOf(() => typeOfSchema(FAILED_ITERATION))],
  ]);
  const output = types.of({ kind: "dict", fields, rest: null });
  const goesOn = loop.onFailure === "continue" || loop.onFailure === "branch";
  return goesOn ? types.union([output, typeOfSchema(FAILED)]) : output;
}
