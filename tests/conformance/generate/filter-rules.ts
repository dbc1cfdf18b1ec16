import type { Rule } from "./grammar.ts";

/** Filters whose result is text. */
export const TEXT_FILTERS: readonly Rule[] = [
  (g) =>
    `${g.whole("str")} | ${g.random.pick(["upper", "lower", "title", "capitalize", "trim", "string", "escape", "e", "urlencode", "striptags", "forceescape", "safe"])}`,
  (g) =>
    `${g.whole("any")} | ${g.random.pick(["string", "upper", "trim", "escape", "title", "pprint", "lower"])}`,
  (g) => `${g.whole("any")} | tojson${g.random.pick(["", "", "(2)", "(indent=1)"])}`,
  (g) => `${g.whole("any")} | pprint`,
  (g) =>
    `${g.whole("list")} | join${g.random.pick(["", "(', ')", "('')", `(${g.str})`, "('-', 'name')", "(attribute='id')"])}`,
  (g) => `${g.whole("str")} | replace(${g.str}, ${g.str}${g.random.chance(0.3) ? ", 1" : ""})`,
  (g) =>
    `${g.whole("str")} | truncate(${g.random.pick(["5", "8, true", "10, false, '…'", "6, true, '', 0", "12, leeway=0", "3", "255"])})`,
  (g) =>
    `${g.whole("str")} | wordwrap(${g.random.pick(["5", "10", "7, false", "8, true, '|'", "10, break_on_hyphens=false", "12"])})`,
  (g) =>
    `${g.whole("str")} | indent${g.random.pick(["", "(2)", "(2, true)", "(3, false, true)", "('> ')", "(width=1, first=true)"])}`,
  (g) => `${g.whole("str")} | center(${g.random.between(0, 30)})`,
  (g) => `${g.whole("int")} | filesizeformat${g.random.pick(["", "(true)"])}`,
  (g) => `${g.whole("str")} | format(${g.any}${g.random.chance(0.4) ? `, ${g.any}` : ""})`,
  (g) => `${g.whole("dict")} | ${g.random.pick(["urlencode", "xmlattr", "tojson", "string"])}`,
  (g) => `${g.whole("str")} | urlize${g.random.pick(["", "(10)", "(nofollow=true)", "(target='_blank')"])}`,
  (g) => `${g.whole("str")} | trim(${g.str})`,
  (g) => `${g.whole("list")} | ${g.random.pick(["first", "last", "max", "min"])}`,
];

const ATTRIBUTE = ["'id'", "'name'", "'score'", "'group'", "'on'", "0", "'tags.0'", "'nope'", "'name,id'"];
const TESTS = [
  "'odd'",
  "'string'",
  "'none'",
  "'defined'",
  "'gt', 2",
  "'equalto', 1",
  "'in', [1, 2, 'a']",
  "'number'",
  "'mapping'",
  "'true'",
  "'ne', 'a'",
];

/** Filters whose result is a list, or something to walk. */
export const LIST_FILTERS: readonly Rule[] = [
  (g) => `${g.whole("list")} | list`,
  (g) =>
    `${g.whole("list")} | sort${g.random.pick(["", "", "(true)", "(reverse=true, case_sensitive=true)", `(attribute=${g.random.pick(ATTRIBUTE)})`])}`,
  (g) =>
    `${g.whole("list")} | unique${g.random.pick(["", "(true)", `(attribute=${g.random.pick(ATTRIBUTE)})`])} | list`,
  (g) => `${g.whole(g.random.pick(["list", "str"] as const))} | reverse | list`,
  (g) =>
    `${g.whole("list")} | map(${g.random.pick(["'upper'", "'string'", "'int'", "'length'", "'default', 'x'", "'abs'", "'float'", "'trim'", "'first'", "'list'", "'round', 1", "'replace', 'a', 'b'"])}) | list`,
  (g) =>
    `${g.whole("list")} | map(attribute=${g.random.pick(ATTRIBUTE)}${g.random.chance(0.4) ? `, default=${g.any}` : ""}) | list`,
  (g) =>
    `rows | map(attribute=${g.random.pick(ATTRIBUTE)}${g.random.chance(0.4) ? `, default=${g.any}` : ""}) | list`,
  (g) =>
    `${g.whole("list")} | ${g.random.pick(["select", "reject"])}${g.random.chance(0.4) ? "" : `(${g.random.pick(TESTS)})`} | list`,
  (g) =>
    `${g.random.pick(["rows", g.whole("list")])} | ${g.random.pick(["selectattr", "rejectattr"])}(${g.random.pick(ATTRIBUTE)}${g.random.chance(0.4) ? "" : `, ${g.random.pick(TESTS)}`}) | list`,
  (g) =>
    `${g.whole("list")} | batch(${g.random.between(1, 4)}${g.random.chance(0.4) ? `, ${g.any}` : ""}) | list`,
  (g) =>
    `${g.whole("list")} | slice(${g.random.between(1, 4)}${g.random.chance(0.4) ? `, ${g.any}` : ""}) | list`,
  (g) =>
    `${g.random.pick(["rows", g.whole("list")])} | groupby(${g.random.pick(ATTRIBUTE)}${g.random.pick(["", ", default='?'", ", case_sensitive=true"])}) | list`,
  (g) =>
    `${g.whole("dict")} | dictsort${g.random.pick(["", "(true)", "(false, 'value')", "(by='value', reverse=true)", "(reverse=true)"])}`,
  (g) => `${g.whole("dict")} | items | list`,
  (g) => `${g.whole("dict")} | list`,
];

/** Filters whose result may be anything. */
export const VALUE_FILTERS: readonly Rule[] = [
  (g) => `${g.whole("list")} | ${g.random.pick(["first", "last", "min", "max"])}`,
  (g) =>
    `${g.whole("list")} | ${g.random.pick(["min", "max"])}(${g.random.pick(["attribute='score'", "true", "case_sensitive=true", "attribute='id'"])})`,
  (g) => `${g.whole("dict")} | attr(${g.random.pick(["'name'", "'nope'"])})`,
];
