import type { For, Statement, Target } from "../ast/statement.ts";
import { Markup } from "../python/markup.ts";
import { iterate, sizeOf, truthy } from "../python/sequence.ts";
import type { Value } from "../python/value.ts";
import type { Evaluation } from "./evaluation.ts";
import { LoopContext } from "./loop-context.ts";
import { Scope } from "./scope.ts";

/** The two things a loop needs from the statements around it. */
interface Statements {
  readonly execute: (body: readonly Statement[], evaluation: Evaluation) => void;
  readonly assign: (target: Target, value: Value, evaluation: Evaluation) => void;
}

export function runLoop(node: For, evaluation: Evaluation, statements: Statements): void {
  const outer = evaluation.scope;
  const run = (over: Value, depth0: number): void =>
    evaluation.budget.nested(() => {
      const recurse = (inner: Value): Value => {
        const text = evaluation.within(outer, () => evaluation.capture(() => run(inner, depth0 + 1)));
        return evaluation.autoescape ? new Markup(text) : text;
      };
      const items = node.test
        ? selected(node, over, evaluation, statements)
        : iterate(over, evaluation.budget);
      const loop = new LoopContext(items, {
        size: node.test ? null : sizeOf(over),
        depth0,
        budget: evaluation.budget,
        recurse: node.recursive ? recurse : null,
      });
      visit(node, loop, evaluation, statements);
    });
  run(evaluation.evaluate(node.over), 0);
}

/** Each round has names of its own: what it sets is gone in the next. */
function visit(node: For, loop: LoopContext, evaluation: Evaluation, { execute, assign }: Statements): void {
  const loopScope = new Scope(evaluation.scope);
  loopScope.set("loop", loop);
  for (let item = loop.advance(); item !== LoopContext.DONE; item = loop.advance()) {
    const value = item;
    evaluation.within(new Scope(loopScope), () => {
      assign(node.target, value, evaluation);
      execute(node.body, evaluation);
    });
  }
  if (loop.index0 < 0)
    evaluation.within(new Scope(evaluation.scope), () => execute(node.otherwise, evaluation));
}

function* selected(node: For, over: Value, evaluation: Evaluation, { assign }: Statements): Generator<Value> {
  const outer = evaluation.scope;
  for (const item of iterate(over, evaluation.budget)) {
    const passes = evaluation.within(new Scope(outer), () => {
      assign(node.target, item, evaluation);
      return !node.test || truthy(evaluation.evaluate(node.test));
    });
    if (passes) yield item;
  }
}
