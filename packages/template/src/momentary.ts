import { childrenOf } from "./ast/children.ts";
import type { Expression } from "./ast/expression.ts";
import { partsOf } from "./ast/names.ts";
import type { Statement } from "./ast/statement.ts";
import type { Template } from "./syntax/template.ts";

/** What gives something else each time it is rendered, whatever the data: `utcnow`, `random`, `time_with_delta`. */
export type Momentary = "utcnow" | "random" | "time_with_delta";

/** Those that a template uses, each once. */
export function momentary(template: Template): readonly Momentary[] {
  const found = new Set<Momentary>();
  walkBody(template.body, found);
  return [...found];
}

function walkBody(body: readonly Statement[], found: Set<Momentary>): void {
  for (const statement of body) {
    const { expressions = [], bodies = [] } = partsOf(statement);
    for (const expression of expressions) if (expression) walk(expression, found);
    for (const inner of bodies) walkBody(inner, found);
  }
}

function walk(node: Expression, found: Set<Momentary>): void {
  if (node.kind === "name" && node.name === "utcnow") found.add("utcnow");
  if (node.kind === "filter" && (node.name === "random" || node.name === "time_with_delta"))
    found.add(node.name);
  for (const child of childrenOf(node)) walk(child, found);
}
