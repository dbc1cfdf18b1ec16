import { filterSignatures } from "@riposte/template";
import type { ExpressionOf, FilterSignature } from "@riposte/template";
import { didYouMean } from "../compile/did-you-mean.ts";
import type { Env } from "./env.ts";
import type { Call } from "./methods.ts";

/** These read their arguments by themselves: what they take depends on the first of them. */
const FREE = new Set(["map", "select", "reject", "selectattr", "rejectattr", "format", "regex_search"]);

let signatures: ReadonlyMap<string, FilterSignature> | null = null;

/** Too many arguments, unknown names, and what is missing: none of it can ever work. */
export function checkFilterArguments(
  { name, range }: ExpressionOf<"filter">,
  { positional, named }: Call,
  env: Env,
): void {
  signatures ??= new Map(filterSignatures().map((one) => [one.name, one]));
  const parameters = signatures.get(name)?.parameters;
  if (parameters === undefined || FREE.has(name) || TEXT_METHODS.has(name)) return;
  const say = (message: string, hint: { hint?: string } = {}) =>
    env.report({ code: "filter_arguments", message, range, ...hint }, true);
  const names = parameters.map((parameter) => parameter.name);
  if (positional.length > names.length)
    return say(`The filter "${name}" takes ${countOf(names)}, not ${positional.length}.`, listed(names));
  for (const given of named.keys()) {
    if (!names.includes(given)) {
      const near = didYouMean(given, names);
      return say(
        `The filter "${name}" knows nothing called "${given}".`,
        near.hint === undefined ? listed(names) : near,
      );
    }
    if (names.indexOf(given) < positional.length)
      return say(`The filter "${name}" is given "${given}" twice.`);
  }
  const missing = parameters.filter(
    (parameter, at) => parameter.fallback === null && at >= positional.length && !named.has(parameter.name),
  );
  const [first] = missing;
  if (first !== undefined)
    say(`The filter "${name}" needs "${first.name}".`, { hint: `Write | ${name}(…).` });
}

/** They are the methods of texts, whose parameters the signatures do not hold. */
const TEXT_METHODS = new Set(["upper", "lower", "capitalize"]);

function countOf(names: readonly string[]): string {
  if (names.length === 0) return "no argument";
  return names.length === 1 ? "one argument at most" : `${names.length} arguments at most`;
}

function listed(names: readonly string[]): { hint?: string } {
  return names.length === 0 ? {} : { hint: `It takes: ${names.join(", ")}.` };
}
