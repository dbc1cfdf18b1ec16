import type { DraftGraph, FieldPath } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { readingOrder } from "../canvas/reading-order.ts";

export interface Query {
  readonly text: string;
  readonly matchCase: boolean;
}

/** One place in one text. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

/** Where it stands in a playbook: `text` is the whole of the field. */
export interface Hit extends Place {
  readonly node: string;
  readonly field: FieldPath;
  readonly text: string;
}

/** What nobody has written as a text: ids, and choices out of a list. */
const NO_TEXT = new Set([
  "id",
  "kind",
  "parent",
  "foreign",
  "position",
  "action",
  "trigger",
  "playbook",
  "onError",
  "onFailure",
  "onItemFailure",
  "onLost",
  "onMax",
  "join",
  "limits",
  "runnerGroup",
  "mode",
  "test",
  "operation",
]);

/** Every place in the names, templates and notes of a playbook, step by step as one reads it. */
export function findText(graph: DraftGraph, query: Query): readonly Hit[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return readingOrder(graph).flatMap((id) => {
    const node = byId.get(id);
    if (node === undefined) return [];
    return Object.entries(node).flatMap(([key, value]) =>
      NO_TEXT.has(key) ? [] : within(value as JsonValue, [key], id, query),
    );
  });
}

function within(value: JsonValue | undefined, field: FieldPath, node: string, query: Query): Hit[] {
  if (typeof value === "string")
    return placesIn(value, query).map((place) => ({ node, field, text: value, ...place }));
  if (Array.isArray(value))
    return value.flatMap((item: JsonValue, at) => within(item, [...field, at], node, query));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    field[0] === "assignments" && NO_TEXT.has(key) ? [] : within(inner, [...field, key], node, query),
  );
}

export function placesIn(text: string, { text: sought, matchCase }: Query): readonly Place[] {
  if (sought === "") return [];
  const pattern = new RegExp(
    sought.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`),
    matchCase ? "gu" : "giu",
  );
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ at: index, length }));
}

/** The text with these places written over. */
export function writtenOver(text: string, places: readonly Place[], replacement: string): string {
  return places
    .toSorted((a, b) => b.at - a.at)
    .reduce((all, { at, length }) => all.slice(0, at) + replacement + all.slice(at + length), text);
}
