import type { DraftGraph, DraftNode, Operation } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { nodeOf } from "../canvas/graph-questions.ts";
import { titleOf } from "../canvas/node-fields.ts";
import { plainText } from "./fields/literal.ts";
import { plainName } from "./plain-name.ts";
import { isRead, renameStep, renameVariable, settersOf } from "./rename-step.ts";
import { renameCase } from "./write-step.ts";

/** What a typed name means; where it cannot be taken nothing changes, so that the last good name stays the one that is read. */
export type Renaming =
  | { readonly kind: "same" }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "change"; readonly label: string; readonly operations: readonly Operation[] };

interface Typed {
  readonly at: number;
  readonly from: string;
  readonly typed: string;
}

const NO_NAME: Renaming = { kind: "refused", why: "A name needs a letter, a to z." };

export function stepRenaming(graph: DraftGraph, id: string, typed: string): Renaming {
  const node = nodeOf(graph, id);
  const to = plainName(typed);
  if (node === undefined || to === node.name) return { kind: "same" };
  if (to === "") return NO_NAME;
  const other = graph.nodes.find(({ name }) => name === to);
  if (other !== undefined) return refused(`The step "${titleOf(other)}" is called ${to} already.`);
  return change(`Rename ${node.name} to ${to}`, renameStep(graph, node, to));
}

/** Several steps may set one variable; but two that are read become one only by whoever writes the templates. */
export function variableRenaming(graph: DraftGraph, id: string, { at, from, typed }: Typed): Renaming {
  const node = nodeOf(graph, id);
  const to = plainName(typed);
  if (node === undefined || to === from) return { kind: "same" };
  if (to === "") return NO_NAME;
  if (plainText(nameIn(node["assignments"], at)) !== from) return gone(from);
  const setters = settersOf(graph, to);
  if (setters.includes(node)) return refused(`This step sets ${to} already.`);
  const [other] = setters;
  const isLost = settersOf(graph, from).length === 1 && isRead(graph, from);
  if (other !== undefined && isLost) {
    const why = `"${titleOf(other)}" sets ${to} already, and templates read ${from}: they would get the other's value.`;
    return refused(why);
  }
  return change(`Rename the variable ${from} to ${to}`, renameVariable(graph, node, { at, from, to }));
}

export function caseRenaming(graph: DraftGraph, id: string, { at, from, typed }: Typed): Renaming {
  const node = nodeOf(graph, id);
  const to = plainName(typed);
  if (node === undefined || to === from) return { kind: "same" };
  if (to === "") return NO_NAME;
  if (plainText(nameIn(node["cases"], at)) !== from) return gone(from);
  const taken =
    OTHER_WAYS.get(to) ?? (namesOfCases(node).some((name, of) => name === to && of !== at) ? CASE : null);
  if (taken !== null) return refused(`${to} is ${taken}.`);
  return change(`Rename the case ${from} to ${to}`, renameCase(graph, node, { at, from, to }));
}

const CASE = "another case already";
/** Ways out that a step with cases has besides them, or can be given. */
const OTHER_WAYS: ReadonlyMap<string, string> = new Map([
  ["else", "where it goes on if no case is true"],
  ["on_failure", "where it goes on if it fails"],
]);

function namesOfCases({ cases }: DraftNode): readonly unknown[] {
  return Array.isArray(cases) ? cases.map((_, at) => nameIn(cases, at)) : [];
}

function nameIn(rows: unknown, at: number): JsonValue | undefined {
  const row: unknown = Array.isArray(rows) ? rows[at] : undefined;
  return (row as { readonly name?: JsonValue } | null | undefined)?.name;
}

/** Somebody else took the row away while its name was being typed: another one may stand in its place. */
function gone(from: string): Renaming {
  return refused(`${from} is not there any more.`);
}

function refused(why: string): Renaming {
  return { kind: "refused", why };
}

function change(label: string, operations: readonly Operation[]): Renaming {
  return { kind: "change", label, operations };
}
