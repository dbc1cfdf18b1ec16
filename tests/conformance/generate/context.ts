import type { Data } from "@riposte/template";
import type { Random } from "./random.ts";

/** The kinds of value that the grammar tells apart; `any` may be each of them, and undefined. */
export type Kind = "int" | "float" | "str" | "bool" | "list" | "dict" | "any";

/** Names of the context by what they hold. */
export const NAMES: Readonly<Record<Kind, readonly string[]>> = {
  int: ["i", "j", "zero", "big", "d.count", "deep.a.n", "rows[0].id"],
  float: ["f", "g", "d.score"],
  str: ["s", "t", "u", "blank", "html", "d.name", "rows[0].name", "d['odd key']", "d['items']", "lines"],
  bool: ["yes", "no", "d.on"],
  list: ["l", "words", "mixed", "rows", "empty", "d.tags", "deep.a.list", "floats", "nest"],
  dict: ["d", "deep", "rows[0]", "none_at_all", "counts", "deep.a", "rows[1]"],
  any: ["n", "nope", "d.nope", "d.none", "rows[9]", "mixed[0]", "deep.a.b", "node['1'].name"],
};

const WORDS = [
  "alpha",
  "Beta",
  "gamma ray",
  "DELTA",
  "e-mail",
  "zeta_9",
  "",
  "a",
  "10",
  "9",
  "ß",
  "Ünï",
  "日本",
  "🙂x",
];
const TEXTS = [
  "Hello World",
  "  padded text ",
  "the quick brown fox, jumps over the lazy dog",
  "a,b,,c",
  "x=1;y=2",
  'it\'s "quoted"',
  "tab\there",
  "MiXeD cAsE",
  "10.0.0.1",
  "user@example.com",
  "%s and {}",
];

/** What the templates of one case read. */
export function makeContext(random: Random): Map<string, Data> {
  const word = (): string => random.pick(WORDS);
  const integer = (): bigint => BigInt(random.between(-20, 120));
  const float = (): number => random.pick([0.5, -1.5, 2.25, 1e16, 1e-5, 3, 0.1, 100.125, -0, 1234.5678]);
  const scalar = (): Data =>
    random.pick<() => Data>([integer, float, word, () => null, () => random.chance(0.5)])();
  const row = (id: number): Data =>
    map({
      id: BigInt(id),
      name: word(),
      score: random.chance(0.8) ? float() : null,
      on: random.chance(0.5),
      tags: random.times(0, 3, word),
      ...(random.chance(0.7) ? { group: random.pick(["x", "y", "Z"]) } : {}),
    });
  return map({
    i: integer(),
    j: BigInt(random.between(1, 9)),
    zero: 0n,
    big: random.pick([9007199254740993n, -(2n ** 70n), 10n ** 18n]),
    f: float(),
    g: random.pick([1.5, 2.5, -0.25, 7.125]),
    s: random.pick(TEXTS),
    t: word(),
    u: random.pick(["naïve café", "ÀÉÎ straße", "日本語 テキスト", "a🙂b🎉", "ǆ ŉ İ", "line\nbreak"]),
    blank: random.pick(["", " ", "\n\t"]),
    html: random.pick([
      "<b>x & y</b>",
      "a < b > c",
      "&lt;p&gt; \"q\" 'r'",
      "see http://example.com/a?b=c. ok",
    ]),
    lines: random.pick(["one\ntwo\nthree", "first\n\n  second\r\nthird\n", "just one"]),
    yes: true,
    no: false,
    n: null,
    l: random.times(0, 6, integer),
    floats: random.times(1, 4, float),
    words: random.times(0, 6, word),
    mixed: random.times(1, 5, scalar),
    nest: [[1n, 2n], [3n], [], [4n, 5n, 6n]],
    empty: [],
    rows: random.times(1, 4, () => 0).map((_zero, index) => row(index + 1)),
    none_at_all: map({}),
    counts: map({ b: 2n, a: 1n, C: 3n }),
    d: map({
      name: word(),
      count: integer(),
      score: float(),
      on: random.chance(0.5),
      none: null,
      tags: random.times(0, 4, word),
      items: random.pick<Data>(["hidden", 3n]),
      "odd key": "odd",
    }),
    node: map({ "0": "first", "1": map({ name: "second" }) }),
    deep: map({ a: map({ n: integer(), b: map({ c: word() }), list: random.times(0, 3, scalar) }) }),
  });
}

function map(entries: Readonly<Record<string, Data>>): Map<string, Data> {
  return new Map(Object.entries(entries));
}
