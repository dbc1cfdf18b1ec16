import { childrenOf } from "./children.ts";
import type { Expression } from "./expression.ts";
import type { MacroBody, Statement, StatementKind, StatementOf, Target } from "./statement.ts";

interface Parts {
  readonly expressions: readonly (Expression | null)[];
  readonly bodies: readonly (readonly Statement[])[];
  readonly targets: readonly Target[];
}

type PartsOf = { readonly [Kind in StatementKind]: (node: StatementOf<Kind>) => Partial<Parts> };

const PARTS: PartsOf = {
  text: () => ({}),
  print: (node) => ({ expressions: [node.value] }),
  if: (node) => ({
    expressions: node.branches.map((branch) => branch.test),
    bodies: [...node.branches.map((branch) => branch.body), node.otherwise],
  }),
  for: (node) => ({
    expressions: [node.over, node.test],
    bodies: [node.body, node.otherwise],
    targets: [node.target],
  }),
  set: (node) => ({ expressions: [node.value], targets: [node.target] }),
  set_block: (node) => ({ expressions: [node.filter], bodies: [node.body], targets: [node.target] }),
  macro: (node) => ({
    expressions: node.parameters.map((parameter) => parameter.default),
    bodies: [node.body],
  }),
  call_block: (node) => ({
    expressions: [node.call, ...node.parameters.map((parameter) => parameter.default)],
    bodies: [node.body],
  }),
  filter_block: (node) => ({ expressions: [node.filter], bodies: [node.body] }),
  with: (node) => ({
    expressions: node.bindings.map((binding) => binding.value),
    bodies: [node.body],
    targets: node.bindings.map((binding) => binding.target),
  }),
  autoescape: (node) => ({ expressions: [node.enabled], bodies: [node.body] }),
};

/** Which of the special names a macro's body reads. */
export function bodyNeeds(
  body: readonly Statement[],
): Pick<MacroBody, "usesCaller" | "usesVarargs" | "usesKwargs"> {
  const names = new Set<string>();
  collectReads(body, names);
  return {
    usesCaller: names.has("caller"),
    usesVarargs: names.has("varargs"),
    usesKwargs: names.has("kwargs"),
  };
}

/** Every name that a statement in here assigns to, at any depth. */
export function assignedNames(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement) => {
    const { targets = [], bodies = [] } = partsOf(statement);
    return [...targets.flatMap(targetNames), ...bodies.flatMap(assignedNames)];
  });
}

export function targetNames(target: Target): readonly string[] {
  if (target.kind === "name") return [target.name];
  return target.kind === "tuple" ? target.items.flatMap(targetNames) : [];
}

function collectReads(statements: readonly Statement[], names: Set<string>): void {
  for (const statement of statements) {
    const { expressions = [], bodies = [] } = partsOf(statement);
    for (const expression of expressions) if (expression) collectNames(expression, names);
    for (const body of bodies) collectReads(body, names);
  }
}

function collectNames(expression: Expression, names: Set<string>): void {
  if (expression.kind === "name") names.add(expression.name);
  for (const child of childrenOf(expression)) collectNames(child, names);
}

export function partsOf(statement: Statement): Partial<Parts> {
  const parts = PARTS[statement.kind] as (node: Statement) => Partial<Parts>;
  return parts(statement);
}
