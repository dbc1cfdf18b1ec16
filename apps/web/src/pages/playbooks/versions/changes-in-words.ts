import { harmlessText } from "@riposte/plan/harmless-text";
import type { Comparison, DraftGraph, DraftNode, FieldDifference, StepDifference } from "@riposte/draft";
import type { Catalogue, JsonValue } from "@riposte/plan";
import { wordsOf } from "@riposte/plan/field-words";
import { titlesApart } from "../../../canvas/names-of-twins.ts";
import { plainLine } from "../../../canvas/plain-line.ts";
import { portsOf } from "../../../canvas/ports.ts";
import { fieldTitle } from "../../../panel/field-title.ts";

export interface FieldInWords {
  readonly label: string;
  /** Null: there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface StepInWords {
  readonly id: string;
  readonly change: Exclude<StepDifference["change"], "moved">;
  readonly title: string;
  /** Of a step that came or went: what it does. */
  readonly line: string | null;
  readonly fields: readonly FieldInWords[];
}

export interface EdgeInWords {
  readonly key: string;
  readonly change: "added" | "removed";
  /** Id of the step that it starts from. */
  readonly from: string;
  readonly text: string;
}

export interface ChangesInWords {
  readonly steps: readonly StepInWords[];
  readonly edges: readonly EdgeInWords[];
  /** Titles of steps that only stand elsewhere. */
  readonly moved: readonly string[];
}

interface Graphs {
  readonly before: DraftGraph;
  readonly after: DraftGraph;
}

/** What is different, step by step and field by field, as the forms call it. */
export function changesInWords(
  { steps, edges }: Comparison,
  { before, after }: Graphs,
  catalogue: Catalogue,
): ChangesInWords {
  const nodes = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node]));
  const titles = { old: titlesApart(before.nodes), now: titlesApart(after.nodes) };
  const isNow = new Set(after.nodes.map(({ id }) => id));
  const title = (node: DraftNode) => (isNow.has(node.id) ? titles.now(node) : titles.old(node));
  const titleOfId = (id: string) => {
    const node = nodes.get(id);
    return node === undefined ? id : title(node);
  };
  return {
    steps: steps.flatMap((step) => {
      const node = step.after ?? step.before;
      if (node === null || step.change === "moved") return [];
      const line = step.change === "changed" ? null : plainLine(node, catalogue);
      const fields = step.fields.map((field) => fieldInWords(node, field, catalogue));
      return [{ id: step.id, change: step.change, title: title(node), line, fields }];
    }),
    edges: edges.map(({ change, edge: { from, port, to } }) => {
      const source = nodes.get(from);
      const label = source === undefined ? undefined : portsOf(source).find(({ id }) => id === port)?.label;
      const on = label === "" ? "" : ` (${label ?? harmlessText(port)})`;
      const text = `${titleOfId(from)}${on} leads to ${titleOfId(to)}`;
      return { key: `${change} ${from} ${port} ${to}`, change, from, text };
    }),
    moved: steps.flatMap(({ change, after: node }) =>
      change === "moved" && node !== null ? [title(node)] : [],
    ),
  };
}

function fieldInWords(node: DraftNode, { field, before, after }: FieldDifference, catalogue: Catalogue) {
  return { label: labelOf(node, field, catalogue), before: valueText(before), after: valueText(after) };
}

/** "Case 2, when": of what stands in a list of the form's own, the form's name for it alone would not tell enough. */
function labelOf(node: DraftNode, field: FieldDifference["field"], catalogue: Catalogue): string {
  const title = fieldTitle(node, field.join("."), catalogue);
  const isOfList = (field[0] === "cases" || field[0] === "assignments") && typeof field[2] === "string";
  return isOfList ? `${title}, ${wordsOf(String(field[2])).toLowerCase()}` : title;
}

function valueText(value: JsonValue | undefined): string | null {
  if (value === undefined) return null;
  return harmlessText(typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

const SIGNS = { added: "+", removed: "−", changed: "±" } as const;

/** The same as lines, to be pasted somewhere. */
export function changesAsText({ steps, edges, moved }: ChangesInWords): string {
  const lines = [
    ...steps.flatMap(({ change, title, line, fields }) => [
      `${SIGNS[change]} ${title}${line === null || line === "" ? "" : `: ${line}`}`,
      ...fields.map(
        ({ label, before, after }) => `    ${label}: ${before ?? "nothing"} → ${after ?? "nothing"}`,
      ),
    ]),
    ...edges.map(({ change, text }) => `${SIGNS[change]} ${text}`),
    ...(moved.length === 0 ? [] : [`Moved, and as before: ${moved.join(", ")}`]),
  ];
  return `${lines.join("\n")}\n`;
}
