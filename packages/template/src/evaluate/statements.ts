import type { Filter } from "../ast/expression.ts";
import type { Statement, StatementKind, StatementOf, Target } from "../ast/statement.ts";
import { Fault, TemplateError } from "../error.ts";
import { asText } from "../python/compare.ts";
import { Markup } from "../python/markup.ts";
import { toArray, truthy } from "../python/sequence.ts";
import type { Value } from "../python/value.ts";
import type { Evaluation } from "./evaluation.ts";
import { runLoop } from "./for-loop.ts";
import { ANONYMOUS, createMacro } from "./macro.ts";
import { Namespace } from "./namespace.ts";
import { Scope } from "./scope.ts";

type Executors = {
  readonly [Kind in StatementKind]: (node: StatementOf<Kind>, evaluation: Evaluation) => void;
};

/** What each kind of statement does. */
const STATEMENTS: Executors = {
  text: (node, evaluation) => evaluation.write(node.text, "written"),
  print: (node, evaluation) => evaluation.print(evaluation.evaluate(node.value)),
  if: (node, evaluation) => {
    const branch = node.branches.find(({ test }) => truthy(evaluation.evaluate(test)));
    execute(branch?.body ?? node.otherwise, evaluation);
  },
  for: (node, evaluation) => evaluation.asOneValue(() => runLoop(node, evaluation, { execute, assign })),
  set: (node, evaluation) => {
    checkTarget(node.target, evaluation);
    assign(node.target, evaluation.evaluate(node.value), evaluation);
  },
  set_block: (node, evaluation) => {
    const text = capture(node.body, node.filter, evaluation);
    const value = typeof text === "string" && evaluation.autoescape ? new Markup(text) : text;
    assign(node.target, value, evaluation);
  },
  macro: (node, evaluation) => {
    evaluation.scope.set(node.name, createMacro(node.name, node, evaluation.scope, execute));
  },
  call_block: (node, evaluation) => {
    const caller = createMacro(ANONYMOUS, node, evaluation.scope, execute);
    const callee = evaluation.evaluate(node.call.callee);
    const args = evaluation.arguments(node.call.arguments);
    const named = new Map([...args.named, ["caller", caller] as const]);
    evaluation.print(evaluation.call(callee, { positional: args.positional, named }));
  },
  // What the filters make is written as it is: nothing escapes it once more, nothing makes text of it.
  filter_block: (node, evaluation) => {
    const text = asText(capture(node.body, node.filter, evaluation));
    if (text === null) throw new Fault("type", "the filters of a block must yield text");
    evaluation.write(text);
  },
  with: (node, evaluation) => {
    const scope = new Scope(evaluation.scope);
    const values = node.bindings.map(({ value }) => evaluation.evaluate(value));
    evaluation.within(scope, () => {
      node.bindings.forEach(({ target }, index) => assign(target, values[index] ?? null, evaluation));
      execute(node.body, evaluation);
    });
  },
  autoescape: (node, evaluation) => {
    const outer = evaluation.autoescape;
    evaluation.autoescape = truthy(evaluation.evaluate(node.enabled));
    try {
      evaluation.within(new Scope(evaluation.scope), () => execute(node.body, evaluation));
    } finally {
      evaluation.autoescape = outer;
    }
  },
};

export function execute(body: readonly Statement[], evaluation: Evaluation): void {
  let at = 0;
  try {
    for (; at < body.length; at += 1) {
      const node = body[at] as Statement;
      evaluation.budget.step();
      const run = STATEMENTS[node.kind] as (node: Statement, evaluation: Evaluation) => void;
      run(node, evaluation);
    }
  } catch (error) {
    const node = body[at];
    throw error instanceof Fault && node ? new TemplateError(error.code, error.message, node.range) : error;
  }
}

/** What the body writes, sent through the filters from the innermost out. */
function capture(body: readonly Statement[], filter: Filter | null, evaluation: Evaluation): Value {
  return evaluation.within(new Scope(evaluation.scope), () => {
    const text = evaluation.capture(() => execute(body, evaluation));
    return filter ? applyFilters(filter, evaluation.autoescape ? new Markup(text) : text, evaluation) : text;
  });
}

function applyFilters(filter: Filter, text: Value, evaluation: Evaluation): Value {
  const input = filter.input?.kind === "filter" ? applyFilters(filter.input, text, evaluation) : text;
  return evaluation.filter(filter.name, input, evaluation.arguments(filter.arguments));
}

function assign(target: Target, value: Value, evaluation: Evaluation): void {
  if (target.kind === "name") evaluation.scope.set(target.name, value);
  else if (target.kind === "member") namespaceOf(target.name, evaluation).set(target.attribute, value);
  else {
    const items = toArray(value, evaluation.budget);
    const wanted = target.items.length;
    if (items.length > wanted) throw new Fault("value", `too many values to unpack (expected ${wanted})`);
    if (items.length < wanted) {
      throw new Fault("value", `not enough values to unpack (expected ${wanted}, got ${items.length})`);
    }
    target.items.forEach((item, index) => assign(item, items[index] ?? null, evaluation));
  }
}

/** A namespace is asked for before the value is computed, as in Jinja2. */
function checkTarget(target: Target, evaluation: Evaluation): void {
  if (target.kind === "member") namespaceOf(target.name, evaluation);
  if (target.kind === "tuple") for (const item of target.items) checkTarget(item, evaluation);
}

function namespaceOf(name: string, evaluation: Evaluation): Namespace {
  const value = evaluation.lookUp(name);
  if (value instanceof Namespace) return value;
  throw new Fault("type", "cannot assign attribute on non-namespace object");
}
