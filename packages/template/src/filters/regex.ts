import type { Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { asText } from "../python/compare.ts";
import { asCount } from "../python/numbers.ts";
import { print } from "../python/printer.ts";
import { toArray, truthy } from "../python/sequence.ts";
import { Tuple } from "../python/tuple.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import { compileRegex, expandReplacement, matchesIn } from "../python/regex.ts";
import type { Flags, Match } from "../python/regex.ts";

/** The names that Sekoia (`ignore_case`) and Ansible (`ignorecase`, `multiline`) give the same options. */
const OPTIONS = { ignorecase: false, multiline: false, ignore_case: false } as const;

export const REGEX_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  /** Whether the text begins with a match. */
  regex_match: operation(
    { pattern: REQUIRED, ignore_case: false, multiline: false, ignorecase: false },
    (value, args, machine) => {
      const regex = compileRegex(print(args.pattern, machine.budget), flags(args), machine.budget);
      return regex.matchesStart(subject(value, machine), machine.budget);
    },
  ),
  /** The first match, or the groups that are named as `'\\1'` or `'\\g<name>'`; None without a match. */
  regex_search: (value, args, machine) => {
    const [pattern, ...groups] = args.positional;
    const options = bindOptions(args.named);
    const regex = compileRegex(
      print(pattern ?? options.pattern, machine.budget),
      flags(options),
      machine.budget,
    );
    const [match] = matchesIn(regex, subject(value, machine), 1, machine.budget);
    if (!match) return null;
    if (groups.length === 0) return match.text;
    return machine.budget.list(groups.map((group) => groupOf(match, print(group, machine.budget))));
  },
  /** All matches; with groups in the pattern these, as a tuple if there are several. */
  regex_findall: operation({ pattern: REQUIRED, ...OPTIONS }, (value, args, machine) => {
    const regex = compileRegex(print(args.pattern, machine.budget), flags(args), machine.budget);
    const matches = matchesIn(regex, subject(value, machine), Infinity, machine.budget);
    return machine.budget.list(matches.map((match) => found(match)));
  }),
  /** All matches, or the first `count`, replaced; `\\1` and `\\g<name>` in the replacement are groups. */
  regex_replace: operation(
    { pattern: "", replacement: "", ignorecase: false, multiline: false, count: 0n, ignore_case: false },
    (value, args, machine) => {
      const { budget } = machine;
      const regex = compileRegex(print(args.pattern, budget), flags(args), budget);
      const text = subject(value, machine);
      const most = asCount(args.count);
      let result = "";
      let at = 0;
      for (const match of matchesIn(regex, text, most > 0 ? most : Infinity, budget)) {
        const replaced = expandReplacement(print(args.replacement, budget), match, regex);
        budget.bytes(replaced.length);
        result += text.slice(at, match.start) + replaced;
        at = match.end;
      }
      return budget.text(result + text.slice(at));
    },
  ),
};

interface Options {
  readonly ignorecase: Value;
  readonly multiline: Value;
  readonly ignore_case: Value;
}

function bindOptions(named: ReadonlyMap<string, Value>): Options & { readonly pattern: Value } {
  const known = new Map<string, Value>(Object.entries({ ...OPTIONS, pattern: "" }));
  for (const [name, value] of named) {
    if (!known.has(name)) throw new Fault("type", `got an unexpected keyword argument '${name}'`);
    known.set(name, value);
  }
  return Object.fromEntries(known) as unknown as Options & { pattern: Value };
}

function flags(options: Options): Flags {
  return {
    ignoreCase: truthy(options.ignorecase) || truthy(options.ignore_case),
    multiline: truthy(options.multiline),
  };
}

function subject(value: Value, machine: Machine): string {
  if (value instanceof Undefined) value.fail();
  const text = asText(value);
  if (text !== null) return text;
  if (Array.isArray(value))
    return toArray(value, machine.budget)
      .map((item) => print(item, machine.budget))
      .join("");
  return print(value, machine.budget);
}

function groupOf(match: Match, written: string): Value {
  const reference = /^\\(?:g<(\w+)>|([0-9]+))$/.exec(written);
  const name = reference?.[1] ?? reference?.[2];
  if (name === undefined) throw new Fault("value", "a group is written as '\\\\1' or '\\\\g<name>'");
  const group = /^[0-9]+$/.test(name) ? match.groups[Number(name)] : match.named.get(name);
  if (group === undefined) throw new Fault("value", `the pattern has no group ${name}`);
  return group;
}

function found(match: Match): Value {
  const groups = match.groups.slice(1).map((group) => group ?? "");
  if (groups.length === 0) return match.text;
  return groups.length === 1 ? (groups[0] ?? "") : new Tuple(groups);
}
