import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";

/** Where a text stands in a draft. */
export interface TextHit {
  /** The step's id, its name in templates, and what people call it. */
  readonly node: string;
  readonly name: string;
  readonly title: string;
  /** As diagnostics write it: `arguments.uuid`. */
  readonly field: string;
  /** The place and a little around it. */
  readonly excerpt: string;
}

/** What people neither write nor choose. */
const NOT_TOLD: ReadonlySet<string> = new Set(["id", "kind", "parent", "position", "holds", "foreign"]);
const AROUND = 40;

/** Every field that holds the text, once; case does not count. */
export function textHits({ nodes }: DraftGraph, text: string): readonly TextHit[] {
  const sought = text.toLowerCase();
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([key, value]) =>
      NOT_TOLD.has(key) || value === undefined ? [] : within(value, key, { node, sought }),
    ),
  );
}

interface Search {
  readonly node: DraftNode;
  readonly sought: string;
}

function within(value: JsonValue, field: string, search: Search): readonly TextHit[] {
  if (typeof value === "string") {
    const at = value.toLowerCase().indexOf(search.sought);
    return at === -1
      ? []
      : [{ ...placeOf(search.node), field, excerpt: excerptOf(value, at, search.sought.length) }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => within(inner, `${field}.${key}`, search));
}

function placeOf({ id, name, label }: DraftNode): Pick<TextHit, "node" | "name" | "title"> {
  return { node: id, name, title: typeof label === "string" && label.trim() !== "" ? label : name };
}

function excerptOf(text: string, at: number, length: number): string {
  const [from, to] = [Math.max(0, at - AROUND), at + length + AROUND];
  const cut = text.slice(from, to).replaceAll(/\s+/g, " ").trim();
  return `${from > 0 ? "…" : ""}${cut}${to < text.length ? "…" : ""}`.toWellFormed();
}
