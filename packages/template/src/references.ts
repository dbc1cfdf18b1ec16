import { childrenOf } from "./ast/children.ts";
import type { Expression } from "./ast/expression.ts";
import { partsOf, targetNames } from "./ast/names.ts";
import type { Statement } from "./ast/statement.ts";
import type { Range } from "./error.ts";
import { GLOBALS } from "./evaluate/globals.ts";
import type { Template } from "./syntax/template.ts";

/** A place where a template reads from its context. */
export interface Reference {
  /** From the context's name on, up to the first part that is only known at run time. */
  readonly path: readonly (string | number)[];
  /** Of each part, whether it stands after a dot: there a method of that name comes before a field. */
  readonly dotted: readonly boolean[];
  readonly range: Range;
}

/** Every path that a template reads from the names of its context; names that it binds itself are none. */
export function references(template: Template): Reference[] {
  const found: Reference[] = [];
  walkBody(template.body, new Bound(null), found);
  return found;
}

/** The names bound so far, from the inside out. */
class Bound {
  readonly #names = new Set<string>();
  readonly #outer: Bound | null;

  constructor(outer: Bound | null, names: readonly string[] = []) {
    this.#outer = outer;
    for (const name of names) this.#names.add(name);
  }

  add(name: string): void {
    this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.has(name) ?? false);
  }
}

function walkBody(body: readonly Statement[], bound: Bound, found: Reference[]): void {
  for (const statement of body) walkStatement(statement, bound, found);
}

function walkStatement(statement: Statement, bound: Bound, found: Reference[]): void {
  switch (statement.kind) {
    case "for": {
      const inner = new Bound(bound, [...targetNames(statement.target), "loop"]);
      walk(statement.over, bound, found);
      if (statement.test) walk(statement.test, inner, found);
      walkBody(statement.body, inner, found);
      return walkBody(statement.otherwise, new Bound(bound), found);
    }
    case "macro":
    case "call_block": {
      if (statement.kind === "macro") bound.add(statement.name);
      else walk(statement.call, bound, found);
      const names = statement.parameters.map((parameter) => parameter.name);
      const inner = new Bound(bound, [...names, "caller", "varargs", "kwargs"]);
      for (const parameter of statement.parameters)
        if (parameter.default) walk(parameter.default, inner, found);
      return walkBody(statement.body, inner, found);
    }
    case "with": {
      for (const { value } of statement.bindings) walk(value, bound, found);
      const names = statement.bindings.flatMap(({ target }) => targetNames(target));
      return walkBody(statement.body, new Bound(bound, names), found);
    }
    case "if": {
      for (const branch of statement.branches) {
        walk(branch.test, bound, found);
        walkBody(branch.body, bound, found);
      }
      return walkBody(statement.otherwise, bound, found);
    }
    default: {
      const { expressions = [], bodies = [], targets = [] } = partsOf(statement);
      for (const expression of expressions) if (expression) walk(expression, bound, found);
      for (const body of bodies) walkBody(body, new Bound(bound), found);
      for (const name of targets.flatMap(targetNames)) bound.add(name);
    }
  }
}

function walk(node: Expression, bound: Bound, found: Reference[]): void {
  // Data cannot be called: what is called on it is a method and no field.
  if (node.kind === "call" && node.callee.kind === "attribute") {
    for (const child of [node.callee.object, ...childrenOf(node).slice(1)]) walk(child, bound, found);
    return;
  }
  const path = pathOf(node);
  if (!path) {
    for (const child of childrenOf(node)) walk(child, bound, found);
    return;
  }
  const [root] = path.keys;
  const isGlobal = path.keys.length === 1 && GLOBALS.has(String(root));
  if (!bound.has(String(root)) && !isGlobal)
    found.push({ path: path.keys, dotted: path.dotted, range: path.range });
  for (const index of path.dynamic) walk(index, bound, found);
}

interface Path {
  readonly keys: readonly (string | number)[];
  readonly dotted: readonly boolean[];
  readonly range: Range;
  /** Indices after which nothing more is known. */
  readonly dynamic: readonly Expression[];
  /** No further part can be added. */
  readonly closed: boolean;
}

function pathOf(node: Expression): Path | null {
  if (node.kind === "name")
    return { keys: [node.name], dotted: [false], range: node.range, dynamic: [], closed: false };
  if (node.kind !== "attribute" && node.kind !== "item") return null;
  const path = pathOf(node.object);
  if (!path) return null;
  const key = node.kind === "attribute" ? node.name : constantKey(node.index);
  if (key === null) {
    const index = node.kind === "item" ? [node.index] : [];
    return { ...path, dynamic: [...path.dynamic, ...index], closed: true };
  }
  if (path.closed) return path;
  const dotted = [...path.dotted, node.kind === "attribute"];
  return { ...path, keys: [...path.keys, key], dotted, range: node.range };
}

function constantKey(index: Expression): string | number | null {
  if (index.kind !== "constant") return null;
  if (typeof index.value === "string") return index.value;
  return typeof index.value === "bigint" ? Number(index.value) : null;
}
