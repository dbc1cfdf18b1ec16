import { each, fault, isFault, itemsOf, unless } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { lengthOf } from "./members.ts";
import type { Call } from "./methods.ts";
import { LIST_FILTERS } from "./list-filters.ts";
import { ifTrue, truthOf } from "./truth.ts";
import { ANY, BOOL, FLOAT, has, INT, listOf, NULL, NUMBER, of, STRING, union, without } from "./type.ts";
import type { Type } from "./type.ts";

/** What a filter can do beside its input and its arguments: ask for another filter's type. */
export interface FilterCall extends Call {
  /** Null: there is no such filter. */
  readonly filter: (name: string, input: Type, call: Call) => Outcome | null;
}

export type FilterRule = (input: Type, call: FilterCall) => Outcome;

function named(names: string, rule: FilterRule): Readonly<Record<string, FilterRule>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, rule]));
}

/** The argument, by its place or its name. */
function argument(call: Call, at: number, name: string): Type | undefined {
  return call.positional[at] ?? call.named.get(name);
}

const notThere = unless(["undefined"], "is not there", STRING);
const onText = unless(["undefined", "null", "bool", "int", "float", "list", "dict"], "is no text", STRING);

/** What every filter gives, of whatever it is given. */
export const FILTER_RULES: Readonly<Record<string, FilterRule>> = {
  ...named(
    "upper lower capitalize title trim center replace format escape e forceescape safe striptags pprint urlize",
    () => STRING,
  ),
  string: (input) =>
    input.forms.every(({ kind }) => kind === "string") && input.forms.length > 0 ? input : STRING,
  join: (input) => thenIf(itemsOf(input), STRING),
  ...named("b64encode b64decode regex_replace", notThere),
  regex_match: unless(["undefined"], "is not there", BOOL),
  regex_search: (input, { positional }) =>
    thenIf(notThere(input), union([NULL, positional.length > 1 ? listOf(union([STRING, NULL])) : STRING])),
  regex_findall: (input) => thenIf(notThere(input), listOf(union([STRING, listOf(STRING, "tuple")]))),
  indent: onText,
  wordwrap: onText,
  wordcount: () => INT,
  tojson: unless(["undefined"], "is not there", STRING),
  xmlattr: unless(["undefined", "null", "bool", "int", "float", "string", "list"], "is no object", STRING),
  urlencode: unless(["method"], "cannot be written into an address", STRING),
  filesizeformat: unless(["undefined", "null", "list", "dict"], "is no number", STRING),
  to_hex: unless(["undefined", "null", "list", "dict"], "is no whole number", STRING),
  timestamp_to_iso8601: unless(["undefined", "null", "list", "dict"], "is no number of seconds", STRING),
  time_with_delta: unless(["undefined", "null", "list", "dict"], "is no number of seconds", STRING),
  iso8601_to_timestamp: unless(
    ["undefined", "null", "bool", "int", "float", "list", "dict"],
    "is no time written as in ISO 8601",
    NUMBER,
  ),
  truncate: (input) =>
    each(input, (form) => {
      const outcome = lengthOf(of(form));
      return isFault(outcome) ? outcome : form.kind === "string" ? STRING : of(form);
    }),

  abs: (input) => each(input, (form) => (form.kind === "any" ? NUMBER : numeric(of(form)))),
  round: unless(["undefined", "null", "string", "list", "dict", "method"], "is no number", NUMBER),
  int: (input, call) => converted(input, call, INT),
  float: (input, call) => converted(input, call, FLOAT),
  ternary: (_input, call) =>
    union([
      argument(call, 0, "true_value") ?? ANY,
      argument(call, 1, "false_value") ?? ANY,
      ...(call.positional.length > 2 || call.named.has("none_value")
        ? [argument(call, 2, "none_value") ?? ANY]
        : []),
    ]),

  default: fallback,
  d: fallback,
  length: lengthOf,
  count: lengthOf,
  fromjson: unless(["undefined", "null", "bool", "int", "float", "list", "dict"], "is no text", ANY),
  json_query: unless(["undefined"], "is not there", ANY),
  jsonpath: unless(["undefined"], "is not there", ANY),
  attr: unless(["undefined"], "is not there", ANY),
  ...LIST_FILTERS,
};

function thenIf(outcome: Outcome, type: Type): Outcome {
  return isFault(outcome)
    ? outcome
    : { ...type, secret: type.secret || outcome.secret, learnt: outcome.learnt };
}

function numeric(type: Type): Outcome {
  if (has(type, "float")) return FLOAT;
  return has(type, "int", "bool") ? INT : has(type, "other") ? ANY : fault("is no number");
}

/** What cannot be read as a number gives the default. */
function converted(input: Type, call: Call, to: Type): Outcome {
  const isSure = input.forms.every(({ kind }) => kind === "int" || kind === "float" || kind === "bool");
  const otherwise = argument(call, 0, "default") ?? to;
  return unless(["undefined"], "is not there", isSure ? to : union([to, otherwise]))(input);
}

function fallback(input: Type, call: Call): Outcome {
  const otherwise = argument(call, 0, "default_value") ?? STRING;
  const alsoFalse = argument(call, 1, "boolean");
  if (alsoFalse !== undefined && truthOf(alsoFalse) === true) return union([ifTrue(input), otherwise]);
  const left = without(input, "undefined");
  if (alsoFalse === undefined && !has(input, "undefined", "any")) return input;
  return union([left, otherwise]);
}
