import type { Kind } from "./context.ts";
import type { Rule, Rules } from "./grammar.ts";
import { LIST_FILTERS, TEXT_FILTERS, VALUE_FILTERS } from "./filter-rules.ts";
import { TEST_RULES } from "./test-rules.ts";

const choice =
  (kind: Kind): Rule =>
  (g) =>
    g.random.chance(0.8) ? `${g.of(kind)} if ${g.bool} else ${g.of(kind)}` : `${g.of(kind)} if ${g.bool}`;

const fallback =
  (kind: Kind): Rule =>
  (g) =>
    g.random.pick([
      `${g.whole("any")} | default(${g.of(kind)})`,
      `${g.whole(kind)} | d(${g.of(kind)}, true)`,
      `${g.whole("any")} or ${g.of(kind)}`,
      `${g.whole(kind)} and ${g.of(kind)}`,
    ]);

const either = (kind: Kind): readonly Rule[] => [choice(kind), fallback(kind)];

/** `a:b:c` with parts left out. */
const bounds: Rule = (g) => {
  const part = (): string => (g.random.chance(0.4) ? "" : g.small);
  return `${part()}:${part()}${g.random.chance(0.3) ? `:${g.random.pick(["", "-1", "2", "-2", "1"])}` : ""}`;
};

const subscript =
  (kind: "list" | "str" | "dict"): Rule =>
  (g) =>
    `${g.whole(kind)}[${g.small}]`;

const key = `'name' 'count' 'tags' 'a' 'b' 'nope' 'x' 'k'`.split(" ");

/** A format specification, most of them valid. */
const format: Rule = (g) => {
  const part = (share: number, from: readonly string[]): string =>
    g.random.chance(share) ? g.random.pick(from) : "";
  const spec =
    part(0.3, ["<", ">", "^", "=", "*<", "0>", "é^", "-="]) +
    part(0.2, ["+", "-", " "]) +
    part(0.15, ["#"]) +
    part(0.15, ["0"]) +
    part(0.5, ["3", "8", "12"]) +
    part(0.15, [",", "_"]) +
    part(0.3, [".0", ".2", ".5", ".10"]) +
    part(0.6, "sdbcoxXeEfFgG%".split(""));
  return `{${part(0.1, ["0", "!r", "!s", "!a"])}:${spec}}`;
};

const STR: readonly Rule[] = [
  (g) => `${g.str} ~ ${g.any}`,
  (g) => `${g.any} ~ ${g.any} ~ ${g.any}`,
  (g) => `${g.str} + ${g.str}`,
  (g) => `${g.whole("str")} * ${g.small}`,
  (g) => `${g.whole("str")}[${bounds(g)}]`,
  subscript("str"),
  (g) =>
    `${g.whole("str")}.${g.random.pick(["upper", "lower", "title", "capitalize", "swapcase", "strip", "lstrip", "rstrip", "casefold"])}()`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["strip", "lstrip", "rstrip", "removeprefix", "removesuffix"])}(${g.str})`,
  (g) => `${g.whole("str")}.replace(${g.str}, ${g.str}${g.random.chance(0.3) ? `, ${g.small}` : ""})`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["center", "ljust", "rjust"])}(${g.small}${g.random.chance(0.4) ? ", '*'" : ""})`,
  (g) => `${g.whole("str")}.zfill(${g.small})`,
  (g) => `${g.whole("str")}.format(${g.any}, ${g.any})`,
  (g) => `${g.whole("str")}.format_map(${g.dict})`,
  (g) => `${g.whole("str")} % (${g.any}, ${g.any})`,
  (g) => `'${format(g)}'.format(${g.any})`,
  (g) =>
    `'${g.random.pick(["%", "%-", "%+", "%0", "% ", "%#"])}${g.random.pick(["", "4", "9", ".3", "8.2"])}${g.random.pick("sdrfxXoegGcia%".split(""))}' % ${g.whole("any")}`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["upper", "title"])}().${g.random.pick(["lower", "swapcase", "capitalize"])}()`,
  (g) => `${g.whole("str")}.expandtabs(${g.random.chance(0.5) ? g.small : ""})`,
  (g) => `${g.whole("str")}.join(${g.list})`,
  (g) => `${g.whole("str")}.split(${g.random.chance(0.6) ? g.str : ""})[${g.random.pick(["0", "-1", "1"])}]`,
  (g) => `'{} {:>6} {!r}'.format(${g.any}, ${g.str}, ${g.any})`,
  (g) =>
    `'${g.random.pick(["{:d}", "{:05d}", "{:x}", "{:,}", "{:+}", "{:#b}", "{:^9}", "{:e}"])}'.format(${g.int})`,
  (g) =>
    `'${g.random.pick(["{:.2f}", "{:8.3f}", "{:.0%}", "{:g}", "{:e}", "{:,.1f}", "{:+.1e}", "{:010.2f}", "{}"])}'.format(${g.number})`,
  (g) => `'{0[a]} {1} {k}'.format(${g.dict}, ${g.any}, k=${g.any})`,
  (g) => `'${g.random.pick(["%s", "%r", "%5s|", "%-5s|", "<%s>"])}' % (${g.any},)`,
  (g) =>
    `'${g.random.pick(["%d", "%05d", "%x", "%+d", "%.2f", "%e", "%g", "%5.1f|", "%i%%"])}' % ${g.whole("int")}`,
  (g) => `'%(a)s-%(b)s' % ${g.whole("dict")}`,
  ...TEXT_FILTERS,
  ...either("str"),
];

const INT: readonly Rule[] = [
  (g) => `${g.int} ${g.random.pick(["+", "-", "*", "//", "%"])} ${g.int}`,
  (g) => `${g.whole("int")} ** ${g.random.pick(["2", "3", "0", "1"])}`,
  (g) => `-${g.whole("int")}`,
  (g) =>
    `${g.whole(g.random.pick(["list", "str", "dict"] as const))} | ${g.random.pick(["length", "count"])}`,
  (g) => `${g.whole("any")} | int${g.random.pick(["", "(7)", "(base=16)", "(default=-1)"])}`,
  (g) => `${g.whole("int")} | abs`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["find", "rfind", "count", "index", "rindex"])}(${g.str}${g.random.chance(0.3) ? `, ${g.small}` : ""}${g.random.chance(0.1) ? `, ${g.small}, ${g.small}` : ""})`,
  (g) => `${g.whole("list")}.${g.random.pick(["count", "index"])}(${g.any})`,
  subscript("list"),
  (g) => `${g.whole("str")} | wordcount`,
  (g) => `${g.whole("list")} | sum${g.random.pick(["", "", "(start=5)", "('id')", "(attribute='score')"])}`,
  (g) => `${g.whole("int")} if ${g.int} < ${g.int} < ${g.int} else ${g.int}`,
  ...either("int"),
];

const FLOAT: readonly Rule[] = [
  (g) => `${g.number} ${g.random.pick(["+", "-", "*", "/", "//", "%"])} ${g.number}`,
  (g) => `${g.whole("float")} ** ${g.random.pick(["2", "-1", "3"])}`,
  (g) => `${g.whole("any")} | float${g.random.pick(["", "(1.5)", "(default=none)"])}`,
  (g) =>
    `${g.whole("float")} | round${g.random.pick(["", "(1)", "(2, 'floor')", "(0, 'ceil')", "(-1)", "(precision=3)"])}`,
  (g) => `${g.int} / ${g.int}`,
  (g) => `${g.whole("float")} | abs`,
  ...either("float"),
];

const BOOL: readonly Rule[] = [
  (g) => `${g.number} ${g.random.pick(["<", "<=", ">", ">=", "==", "!="])} ${g.number}`,
  (g) => `${g.any} ${g.random.pick(["==", "!="])} ${g.any}`,
  (g) => `${g.str} ${g.random.pick(["<", ">=", "==", "in", "not in"])} ${g.str}`,
  (g) => `${g.any} ${g.random.pick(["in", "not in"])} ${g.random.pick([g.list, g.dict])}`,
  (g) => `${g.int} < ${g.int} <= ${g.int}`,
  (g) => `${g.list} ${g.random.pick(["<", "==", ">"])} ${g.list}`,
  (g) => `not ${g.any}`,
  (g) => `${g.bool} ${g.random.pick(["and", "or"])} ${g.bool}`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["startswith", "endswith"])}(${g.random.pick([g.str, `(${g.str}, ${g.str})`, `${g.str}, ${g.small}`, `${g.str}, 1, ${g.small}`])})`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["isdigit", "isalpha", "isalnum", "isupper", "islower", "isspace", "istitle", "isprintable", "isnumeric", "isdecimal", "isidentifier", "isprintable", "isascii"])}()`,
  ...TEST_RULES,
  ...either("bool"),
];

const LIST: readonly Rule[] = [
  (g) => `[${g.random.times(0, 4, () => g.any).join(", ")}]`,
  (g) => `(${g.any}, ${g.any})`,
  (g) => `${g.list} + ${g.list}`,
  (g) => `${g.whole("list")} * ${g.random.between(-1, 3)}`,
  (g) => `${g.whole("list")}[${bounds(g)}]`,
  (g) =>
    `${g.whole("str")}.${g.random.pick(["split", "rsplit"])}(${g.random.pick(["", g.str, "','", "none, 1", "',', 1", "maxsplit=1"])})`,
  (g) => `${g.whole("str")}.splitlines(${g.random.pick(["", "true"])})`,
  (g) => `${g.whole("str")}.${g.random.pick(["partition", "rpartition"])}(${g.str})`,
  (g) => `${g.whole("dict")}.${g.random.pick(["keys", "values", "items"])}() | list`,
  (g) => `range(${g.small}${g.random.pick(["", `, ${g.small}`, `, ${g.small}, 2`])}) | list`,
  (g) => `${g.whole("str")} | list`,
  ...LIST_FILTERS,
  ...LIST_FILTERS,
  ...either("list"),
];

const DICT: readonly Rule[] = [
  (g) =>
    `{${g.random.times(0, 3, () => `${g.random.pick([g.str, g.int, "'a'", "'b'"])}: ${g.any}`).join(", ")}}`,
  (g) => `dict(a=${g.any}, b=${g.any})`,
  (g) => `dict(${g.dict}, c=${g.any})`,
  (g) => `dict(${g.list})`,
  (g) => `${g.whole("dict")}.copy()`,
  (g) => `${g.whole("list")} | first`,
  (g) => `${g.whole("dict")}.get(${g.random.pick(key)}${g.random.chance(0.5) ? `, ${g.any}` : ""})`,
  (g) => `${g.whole("dict")}[${g.random.pick(key)}]`,
  (g) => `${g.whole("dict")}.${g.random.pick(key).slice(1, -1)}`,
  ...VALUE_FILTERS,
  ...either("dict"),
];

export const RULES: Rules = { int: INT, float: FLOAT, str: STR, bool: BOOL, list: LIST, dict: DICT };
