import { applyOperations, diff } from "@riposte/draft";
import type { DraftGraph, Operation } from "@riposte/draft";
import { nodeOf } from "../canvas/graph-questions.ts";
import { LONGEST_TITLE, titleOf } from "../canvas/node-fields.ts";
import { caseRenaming, stepRenaming, variableRenaming } from "../panel/renaming.ts";
import type { Renaming } from "../panel/renaming.ts";
import type { Hit } from "./find-text.ts";
import { writtenOver } from "./find-text.ts";

export interface Replaced {
  readonly operations: readonly Operation[];
  /** Why some stay as they are. */
  readonly refused: readonly string[];
}

/** One change for all of them. Names go last and take along what reads them: templates, connections. */
export function replaceText(graph: DraftGraph, hits: readonly Hit[], replacement: string): Replaced {
  const fields = [...Map.groupBy(hits, ({ node, field }) => `${node} ${field.join("\n")}`).values()];
  const refused: string[] = [];
  let now = graph;
  const texts = fields.filter(([hit]) => hit !== undefined && nameIn(hit) === null);
  for (const places of [...texts, ...fields.filter((field) => !texts.includes(field))]) {
    const [hit] = places;
    const node = nodeOf(now, hit?.node);
    if (hit === undefined || node === undefined) continue;
    const text = writtenOver(hit.text, places, replacement);
    const renaming = nameIn(hit) === null ? written(hit, text) : renamed(now, hit, text);
    if (renaming.kind === "refused") refused.push(`${titleOf(node)}: ${renaming.why}`);
    else if (renaming.kind === "change") now = applyOperations(now, renaming.operations);
  }
  return { operations: diff(graph, now), refused };
}

/** What other places of the playbook call something by. */
function nameIn({ field: [top, at, key], ...hit }: Hit): "step" | "case" | "variable" | null {
  if (top === "name") return "step";
  if (key !== "name" || typeof at !== "number" || hit.text === "") return null;
  return top === "cases" ? "case" : top === "assignments" ? "variable" : null;
}

function renamed(graph: DraftGraph, hit: Hit, typed: string): Renaming {
  const what = { at: Number(hit.field[1]), from: hit.text, typed };
  const kind = nameIn(hit);
  if (kind === "step") return stepRenaming(graph, hit.node, typed);
  return kind === "case" ? caseRenaming(graph, hit.node, what) : variableRenaming(graph, hit.node, what);
}

function written({ node, field }: Hit, value: string): Renaming {
  if (field[0] === "label" && value.length > LONGEST_TITLE)
    return { kind: "refused", why: `a title has at most ${LONGEST_TITLE} letters.` };
  const isGone = value === "" && (field[0] === "label" || field[0] === "note");
  const operation: Operation = isGone ? { op: "set", node, field } : { op: "set", node, field, value };
  return { kind: "change", label: "", operations: [operation] };
}
