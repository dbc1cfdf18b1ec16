import type { MacroBody, Statement } from "../ast/statement.ts";
import { Fault } from "../error.ts";
import { Callable } from "../python/callable.ts";
import { Markup } from "../python/markup.ts";
import { Tuple } from "../python/tuple.ts";
import type { Value } from "../python/value.ts";
import type { Evaluation } from "./evaluation.ts";
import type { CallArguments } from "./machine.ts";
import { Scope } from "./scope.ts";

type Execute = (body: readonly Statement[], evaluation: Evaluation) => void;

/** The body of a call block, as no name in a template can be written. */
export const ANONYMOUS = "<caller>";

class Macro extends Callable {
  readonly #macro: MacroBody;

  constructor(name: string, invoke: Callable["invoke"], macro: MacroBody) {
    super(name, invoke, "Macro");
    this.#macro = macro;
  }

  override repr(): string {
    return this.name === ANONYMOUS ? "<Macro anonymous>" : `<Macro '${this.name}'>`;
  }

  override attribute(name: string): Value | undefined {
    const { parameters, ...uses } = this.#macro;
    const names = parameters.map((parameter) => parameter.name);
    const catches = (surplus: string, isUsed: boolean) => isUsed && !names.includes(surplus);
    switch (name) {
      case "name":
        return this.name === ANONYMOUS ? null : this.name;
      case "arguments":
        return new Tuple(names);
      case "catch_kwargs":
        return catches("kwargs", uses.usesKwargs);
      case "catch_varargs":
        return catches("varargs", uses.usesVarargs);
      case "caller":
        return uses.usesCaller;
      case "explicit_caller":
        return names.includes("caller");
      default:
        return undefined;
    }
  }
}

/** A macro sees the names around its definition, as they are when it is called. */
export function createMacro(name: string, macro: MacroBody, outer: Scope, execute: Execute): Callable {
  const invoke = (args: CallArguments, machine: unknown): Value => {
    const evaluation = machine as Evaluation;
    return evaluation.budget.nested(() => {
      const scope = new Scope(outer);
      const text = evaluation.within(scope, () => {
        bindArguments(name, macro, args, evaluation);
        return evaluation.capture(() => execute(macro.body, evaluation));
      });
      return evaluation.autoescape ? new Markup(text) : text;
    });
  };
  return new Macro(name, invoke, macro);
}

function bindArguments(name: string, macro: MacroBody, args: CallArguments, evaluation: Evaluation): void {
  const { scope, budget } = evaluation;
  const surplus = new Map(args.named);
  const isParameter = (wanted: string): boolean =>
    macro.parameters.some((parameter) => parameter.name === wanted);
  macro.parameters.forEach((parameter, index) => {
    let value = args.positional[index];
    if (value === undefined) {
      value = surplus.get(parameter.name);
      surplus.delete(parameter.name);
    }
    if (value === undefined) {
      value = parameter.default
        ? evaluation.evaluate(parameter.default)
        : evaluation.undefined(`parameter '${parameter.name}' was not provided`);
    }
    scope.set(parameter.name, value);
  });
  if (macro.usesCaller && !isParameter("caller")) {
    scope.set("caller", surplus.get("caller") ?? evaluation.undefined("No caller defined"));
    surplus.delete("caller");
  }
  if (macro.usesKwargs && !isParameter("kwargs")) scope.set("kwargs", budget.dict(surplus));
  else refuseSurplus(name, surplus);
  const rest = args.positional.slice(macro.parameters.length);
  if (macro.usesVarargs && !isParameter("varargs")) scope.set("varargs", new Tuple(budget.list(rest)));
  else if (rest.length > 0) {
    throw new Fault("type", `macro '${name}' takes not more than ${macro.parameters.length} argument(s)`);
  }
}

function refuseSurplus(name: string, surplus: ReadonlyMap<string, Value>): void {
  const [first] = surplus.keys();
  if (first !== undefined) throw new Fault("type", `macro '${name}' takes no keyword argument '${first}'`);
}
