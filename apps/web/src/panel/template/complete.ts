import { filterSignatures, testNames } from "@riposte/template";
import type { FilterSignature } from "@riposte/template";
import { glance } from "../../run/value/value-rows.ts";
import type { DataNode } from "../data/data-node.ts";
import { needsBrackets, pathText, stepTo } from "../data/path.ts";
import { findData, rootsOf } from "../data/scope.ts";
import type { Scope } from "../data/scope.ts";
import type { CursorContext } from "./cursor-context.ts";
import { contextAt } from "./cursor-context.ts";
import { FILTER_NOTES, FUNCTION_NOTES } from "./filter-notes.ts";
import type { Mode } from "./spans.ts";

export interface Suggestion {
  /** What the list shows. */
  readonly label: string;
  /** What is written in its place. */
  readonly insert: string;
  /** Where the cursor goes, counted back from the end of what is written. */
  readonly back: number;
  readonly kind: "data" | "filter" | "test" | "function";
  /** A type, or a filter's parameters. */
  readonly detail: string;
  /** What it was in the last run. */
  readonly value: string | null;
  readonly note: string | null;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

const MOST = 60;
/** Shorter words would find too much further down. */
const DEEP_FROM = 2;
const MOST_VISITED = 3_000;

/** What could stand at the cursor; null where nothing can. */
export function completeAt(
  at: { readonly text: string; readonly cursor: number; readonly mode: Mode },
  scope: Scope,
): Completion | null {
  const context = contextAt(at.text, at.cursor, at.mode);
  if (context === null) return null;
  const { from, to, typed } = context;
  switch (context.kind) {
    case "filter":
      return { from, to, suggestions: ranked(filterSignatures().map(filterSuggestion), typed) };
    case "test":
      return { from, to, suggestions: ranked(testNames().map(testSuggestion), typed) };
    case "member":
      return members(context, at.text, scope);
    case "name":
      return { from, to, suggestions: names(context, scope) };
  }
}

function members(context: CursorContext, text: string, scope: Scope): Completion | null {
  const parent = findRead(context.parent, context, scope);
  const known = parent?.children() ?? [];
  const children = known.length > 0 ? known : inferred(context, scope);
  if (children.length === 0) return null;
  const { bracket, typed, to } = context;
  // The dot, or the bracket with its quote, is written anew: the key may need the other.
  const from = context.from - (bracket === null ? 1 : 1 + bracket.length);
  const behind = bracket === null ? 0 : (/^['"]?\]?/.exec(text.slice(to))?.[0].length ?? 0);
  const suggestions = children
    .filter(({ key }) => bracket === null || bracket === "" || typeof key === "string")
    .map((child) => dataSuggestion(child, String(child.key), stepTo(child.key)));
  return { from, to: to + behind, suggestions: ranked(suggestions, typed) };
}

/** Of what is more than a path, and of items that no run had: what the types tell. */
function inferred({ expression, loops }: CursorContext, scope: Scope): DataNode[] {
  const over = new Map([...loops].map(([name, keys]) => [name, pathText(keys)] as const));
  return scope.membersOf(expression, over).map(({ name, type, isLearnt }) => ({
    key: name,
    path: name,
    type,
    help: isLearnt ? "As recorded runs had it" : null,
    value: undefined,
    children: () => [],
  }));
}

/** Whole paths, as that is what one wants: the nearest steps first, then what lies deeper. */
function names(context: CursorContext, scope: Scope): readonly Suggestion[] {
  const { typed, loops } = context;
  const whole = (node: DataNode) => dataSuggestion(node, node.path, node.path);
  const { event } = scope;
  const functions = Object.entries(FUNCTION_NOTES).map(([name, note]) => functionSuggestion(name, note));
  if (event !== null) return ranked([...[event, ...event.children()].map(whole), ...functions], typed);
  const shallow = [
    ...[...loops].map(([name, keys]) => loopSuggestion(name, findRead([...keys, 0], context, scope))),
    ...[scope.item, scope.loop].flatMap((root) =>
      root === null ? [] : [root, ...root.children()].map(whole),
    ),
    ...scope.vars.map(whole),
    ...scope.steps.map(whole),
    whole(scope.trigger),
    ...scope.trigger.children().map(whole),
    ...[scope.run, scope.playbook].flatMap((root) => root.children().map(whole)),
    ...functions,
  ];
  const near = ranked(shallow, typed);
  if (typed.length < DEEP_FROM || near.length >= MOST) return near;
  const known = new Set(near.map(({ label }) => label));
  const deep = deeper(scope, typed)
    .map(whole)
    .filter(({ label }) => !known.has(label));
  return [...near, ...deep].slice(0, MOST);
}

/** Whatever begins with the word, however deep. */
function deeper(scope: Scope, typed: string): DataNode[] {
  const word = typed.toLowerCase();
  const found: DataNode[] = [];
  let level: readonly DataNode[] = rootsOf(scope);
  let visited = 0;
  for (let depth = 0; depth < 4 && found.length < MOST && visited < MOST_VISITED; depth++) {
    level = level.flatMap((node) => node.children());
    visited += level.length;
    found.push(...level.filter(({ key }) => typeof key === "string" && key.toLowerCase().startsWith(word)));
  }
  return found;
}

/** What a path names, by the draft's own tree. */
export function findRead(
  [root, ...keys]: readonly (string | number)[],
  { loops }: Pick<CursorContext, "loops">,
  scope: Scope,
): DataNode | null {
  const loop = typeof root === "string" ? loops.get(root) : undefined;
  if (loop !== undefined) {
    const without = new Map([...loops].filter(([name]) => name !== root));
    return findRead([...loop, 0, ...keys], { loops: without }, scope);
  }
  return findData(root === undefined ? [] : [root, ...keys], scope);
}

/** Those that begin with it first, then those that hold it. */
function ranked(all: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const word = typed.toLowerCase();
  const rank = ({ label }: Suggestion): number => {
    const lower = label.toLowerCase();
    const last = lower.slice(lower.lastIndexOf(".") + 1);
    if (lower.startsWith(word)) return 0;
    return last.startsWith(word) ? 1 : lower.includes(word) ? 2 : 3;
  };
  return all
    .filter((one) => rank(one) < 3)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST);
}

function dataSuggestion(node: DataNode, label: string, insert: string): Suggestion {
  return {
    label: needsBrackets(label) && label === String(node.key) ? stepTo(node.key) : label,
    insert,
    back: 0,
    kind: "data",
    detail: node.type,
    value: node.value === undefined ? null : glance(node.value),
    note: node.help,
  };
}

function loopSuggestion(name: string, item: DataNode | null): Suggestion {
  const known = item === null ? null : dataSuggestion(item, name, name);
  return {
    ...(known ?? functionSuggestion(name, "")),
    kind: "data",
    label: name,
    insert: name,
    note: "One item of the loop",
  };
}

/** `(old, new, count=none)` */
export function parametersText({ parameters }: FilterSignature): string {
  const written = parameters.map((one) => (one.fallback === null ? one.name : `${one.name}=${one.fallback}`));
  return written.length === 0 ? "" : `(${written.join(", ")})`;
}

function filterSuggestion(signature: FilterSignature): Suggestion {
  const { name, parameters } = signature;
  const asks = parameters.some(({ fallback }) => fallback === null) || name === "default" || name === "join";
  return {
    label: name,
    insert: asks ? `${name}()` : name,
    back: asks ? 1 : 0,
    kind: "filter",
    detail: parametersText(signature),
    value: null,
    note: FILTER_NOTES[name] ?? null,
  };
}

function testSuggestion(name: string): Suggestion {
  return { label: name, insert: name, back: 0, kind: "test", detail: "", value: null, note: null };
}

function functionSuggestion(name: string, note: string): Suggestion {
  const back = name === "range()" ? 1 : 0;
  return { label: name, insert: name, back, kind: "function", detail: "", value: null, note };
}
