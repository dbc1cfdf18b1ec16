import { dataOf, membersOf, treeOf } from "@riposte/plan";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { decodeData, encodeData, isTemplate } from "@riposte/template";
import type { Data } from "@riposte/template";
import { isObject } from "../schema/resolve.ts";

// A graph writes numbers and objects that JSON would change in forms of its own (see plan's tree-data.ts).
// People never see these: what is shown and typed here is always the value itself.

/** As one types it: a text as it is, everything else as JSON. */
export function plainText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : encodeData(dataOf(value));
}

/** A number as written, `1.0` too; what is none stays the text it is, and is told to be wrong. */
export function numberOrText(text: string): JsonValue {
  const trimmed = text.trim();
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(trimmed) ? treeOf(decodeData(trimmed)) : text;
}

/** As a field for JSON shows it: a text only in quotes where it would otherwise be read as something else. */
export function jsonText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return readJson(value) === null ? value : encodeData(value);
  return pretty(dataOf(value), "");
}

/** JSON text as one reads it, every number as it was written. @throws where it is none. */
export function prettyJson(text: string): string {
  return pretty(decodeData(text), "");
}

/** JSON counts as what it says, any other text as itself; so nothing that is typed is lost. */
export function jsonOrText(text: string): JsonValue {
  const read = readJson(text);
  return read === null ? text : treeOf(read.value);
}

/** Why a text that looks like JSON is none; null where it is some, or does not look like it. */
export function jsonFault(text: string): string | null {
  if (!/^\s*[[{"]/.test(text) || text.trimStart().startsWith("{{") || text.trimStart().startsWith("{%"))
    return null;
  try {
    decodeData(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readJson(text: string): { readonly value: Data } | null {
  if (text.trim() === "") return null;
  try {
    return { value: decodeData(text) };
  } catch {
    return null;
  }
}

const WIDTH = 60;

function pretty(value: Data, indent: string): string {
  const short = encodeData(value);
  const items = Array.isArray(value)
    ? value.map((item) => pretty(item, `${indent}  `))
    : value instanceof Map
      ? [...value].map(([key, item]) => `${encodeData(key)}: ${pretty(item, `${indent}  `)}`)
      : [];
  const isFlat = short.length <= WIDTH && !(value instanceof Map && value.size > 1);
  if (items.length === 0 || isFlat) return short;
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}${close}`;
}

/** Keys with their values as text, in the author's order; null: it is no such object. */
export function pairsOf(value: JsonValue | undefined): readonly (readonly [string, string])[] | null {
  if (value === undefined) return [];
  if (!isObject(value)) return null;
  return membersOf(value).map(([key, item]) => [key, plainText(item)] as const);
}

export function pairsToTree(pairs: readonly (readonly [string, string])[]): JsonValue {
  return treeOf(new Map<string, Data>(pairs.map(([key, text]) => [key, text])));
}

export function isTemplateText(value: JsonValue | undefined): value is string {
  return typeof value === "string" && isTemplate(value);
}

/** Members of an argument object, whichever form it is written in. */
export function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
