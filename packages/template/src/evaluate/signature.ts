import { Fault } from "../error.ts";
import type { Value } from "../python/value.ts";
import type { CallArguments, Machine } from "./machine.ts";

/** Stands for a parameter without a default. */
export const REQUIRED = Symbol("required");

/** Names in the order of positions, each with its default. */
export type Parameters = Readonly<Record<string, Value | typeof REQUIRED>>;

export type Bound<Names extends Parameters> = { readonly [Name in keyof Names]: Value };

/** What is called on a subject: a method on its object, a filter or a test on its input. */
export type Operation<Subject> = (subject: Subject, args: CallArguments, machine: Machine) => Value;

const declared = new WeakMap<object, Parameters>();

/** What an operation takes; null where it reads its arguments by itself. */
export function parametersOf(run: object): Parameters | null {
  return declared.get(run) ?? null;
}

/** An operation with named parameters; wrong arguments are a `type` fault. */
export function operation<Subject, const Names extends Parameters>(
  parameters: Names,
  run: (subject: Subject, args: Bound<Names>, machine: Machine) => Value,
): Operation<Subject> {
  const names = Object.keys(parameters);
  // Made once: most calls are without arguments.
  const defaults = Object.values(parameters).includes(REQUIRED) ? null : (parameters as Bound<Names>);
  const bound: Operation<Subject> = (subject, args, machine) => {
    const isBare = args.positional.length === 0 && args.named.size === 0;
    return run(subject, isBare && defaults ? defaults : bind(parameters, names, args), machine);
  };
  declared.set(bound, parameters);
  return bound;
}

/** An operation without any arguments. */
export function plain<Subject>(run: (subject: Subject, machine: Machine) => Value): Operation<Subject> {
  return operation({}, (subject, _args, machine) => run(subject, machine));
}

function bind<Names extends Parameters>(
  parameters: Names,
  names: string[],
  args: CallArguments,
): Bound<Names> {
  const { positional, named } = args;
  if (positional.length > names.length) {
    throw new Fault("type", `takes at most ${names.length} arguments (${positional.length} given)`);
  }
  for (const name of named.size === 0 ? [] : named.keys()) {
    const index = names.indexOf(name);
    if (index < 0) throw new Fault("type", `got an unexpected keyword argument '${name}'`);
    if (index < positional.length) throw new Fault("type", `got multiple values for argument '${name}'`);
  }
  const bound: Record<string, Value> = {};
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const given = index < positional.length ? positional[index] : named.get(name);
    const value = given === undefined ? parameters[name] : given;
    if (value === REQUIRED || value === undefined) throw new Fault("type", `missing the argument '${name}'`);
    bound[name] = value;
  }
  return bound as Bound<Names>;
}
