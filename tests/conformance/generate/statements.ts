import type { Grammar } from "./grammar.ts";

type Statement = (w: Writer) => string;

const TEXTS = ["text", " ", "\n", " a, b\n", "  \n\t", "x{y}", "é🙂", "100%", "\n  \n"];

/** Writes random template text out of statements; what it binds, its expressions may use. */
export class Writer {
  readonly g: Grammar;
  #depth: number;
  #names = 0;
  #inLoop = 0;

  constructor(g: Grammar, depth: number) {
    this.g = g;
    this.#depth = depth;
  }

  body(): string {
    const { random, bound } = this.g;
    const before = bound.length;
    this.#depth -= 1;
    const written = random.times(1, 4, () => this.#statement()).join("");
    this.#depth += 1;
    bound.length = before;
    return written;
  }

  name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  loop(write: () => string): string {
    this.#inLoop += 1;
    const written = write();
    this.#inLoop -= 1;
    return written;
  }

  /** `{%`, with or without white space control. */
  tag(inner: string): string {
    const { random } = this.g;
    const sign = (): string => (random.chance(0.12) ? random.pick(["-", "-", "+"]) : "");
    return `{%${sign()} ${inner} ${sign()}%}`;
  }

  print(inner: string): string {
    const { random } = this.g;
    return `{{${random.chance(0.08) ? "-" : ""} ${inner} ${random.chance(0.08) ? "-" : ""}}}`;
  }

  #statement(): string {
    const { random } = this.g;
    const roll = random.next();
    if (roll < 0.2) return random.pick(TEXTS);
    if (this.#inLoop > 0 && roll < 0.35) return this.print(`loop.${random.pick(LOOP)}`);
    if (roll < 0.5 || this.#depth <= 0) return this.print(this.g.any);
    return random.pick(STATEMENTS)(this);
  }
}

const LOOP = [
  "index",
  "index0",
  "revindex",
  "revindex0",
  "first",
  "last",
  "length",
  "depth",
  "depth0",
  "previtem",
  "nextitem",
  "cycle('a', 'b')",
  "changed(i)",
  "changed(loop.index // 2)",
  "previtem is defined",
  "nextitem | default('end')",
  "nope",
];

const KINDS = ["int", "str", "list", "dict", "any"] as const;

const STATEMENTS: readonly Statement[] = [
  (w) => `${w.tag(`if ${w.g.bool}`)}${w.body()}${w.tag("endif")}`,
  (w) =>
    `${w.tag(`if ${w.g.any}`)}${w.body()}${w.tag(`elif ${w.g.bool}`)}${w.body()}${w.tag("else")}${w.body()}${w.tag("endif")}`,
  forLoop,
  forLoop,
  forPairs,
  recursive,
  setValue,
  setValue,
  (w) => {
    const name = w.name("v");
    const filter = w.g.random.pick(["", "", " | upper", " | trim | length", " | replace('a', 'b')"]);
    const written = `${w.tag(`set ${name}${filter}`)}${w.body()}${w.tag("endset")}`;
    w.g.bound.push([name, "str"]);
    return written;
  },
  (w) => {
    const [a, b] = [w.name("v"), w.name("v")];
    const written = w.tag(`set ${a}, ${b} = ${w.g.random.pick([`${w.g.any}, ${w.g.any}`, w.g.list])}`);
    w.g.bound.push([a, "any"], [b, "any"]);
    return written;
  },
  macro,
  macro,
  (w) =>
    `${w.tag(`filter ${w.g.random.pick(["upper", "trim", "replace('a', 'o')", "indent(2)", "escape", "title | trim", "wordcount"])}`)}${w.body()}${w.tag("endfilter")}`,
  (w) => {
    const name = w.name("w");
    const head = w.tag(`with ${name} = ${w.g.any}`);
    w.g.bound.push([name, "any"]);
    return `${head}${w.body()}${w.tag("endwith")}`;
  },
  (w) => `${w.tag("raw")} {{ not }} {% this %} ${w.tag("endraw")}`,
  (w) => w.g.random.pick(["{# a comment #}", "{#- tight -#}", "{# {{ x }} #}\n"]),
  callWithArguments,
  scopes,
  scopes,
  namespaceLoop,
  mutation,
  mutation,
  (w) => {
    const name = w.name("c");
    const kind = w.g.random.pick(["cycler('odd', 'even')", "cycler(1, 2, 3)", "joiner(', ')", "joiner()"]);
    const call = kind.startsWith("cycler")
      ? w.g.random.pick([`${name}.next()`, `${name}.current`])
      : `${name}()`;
    return `${w.tag(`set ${name} = ${kind}`)}${w.tag(`for x in ${w.g.list}`)}${w.print(call)}${w.print("x")}${w.tag("endfor")}`;
  },
  (w) => `${w.tag(`autoescape ${w.g.random.pick(["true", "false"])}`)}${w.body()}${w.tag("endautoescape")}`,
];

function forLoop(w: Writer): string {
  const name = w.name("x");
  const { random } = w.g;
  const test = random.chance(0.25)
    ? ` if ${random.pick([name, `${name} is number`, `${name} != 1`, w.g.bool])}`
    : "";
  const over = random.pick([
    w.g.list,
    w.g.list,
    w.g.str,
    w.g.dict,
    "rows",
    "rows",
    `${w.g.whole("list")} | reverse`,
    `${w.g.whole("list")} | map('string')`,
  ]);
  const head = w.tag(`for ${name} in ${over}${test}`);
  const other = random.chance(0.3) ? `${w.tag("else")}none` : "";
  w.g.bound.push([name, random.pick(KINDS)]);
  const body = w.loop(() => w.body());
  return `${head}${body}${other}${w.tag("endfor")}`;
}

function forPairs(w: Writer): string {
  const [key, value] = [w.name("k"), w.name("x")];
  const over = w.g.random.pick([
    `${w.g.whole("dict")}.items()`,
    `${w.g.whole("dict")} | dictsort`,
    "d.items()",
    `${w.g.whole("dict")} | items`,
    "counts.items()",
    "[(1, 2), ('a', 'b')]",
    "rows | groupby('on')",
  ]);
  const head = w.tag(`for ${key}, ${value} in ${over}`);
  w.g.bound.push([key, "str"], [value, "any"]);
  const body = w.loop(() => w.body());
  return `${head}${body}${w.tag("endfor")}`;
}

function recursive(w: Writer): string {
  const name = w.name("x");
  const over = w.g.random.pick(["nest", "[[1, [2, 3]], [4]]", "[1, [], [[]]]"]);
  const item = w.print(`${name} if ${name} is number else '<' ~ loop(${name}) ~ '>'`);
  return `${w.tag(`for ${name} in ${over} recursive`)}${w.print(`loop.${w.g.random.pick(["depth", "depth0", "index", "last"])}`)}${item}${w.tag("endfor")}`;
}

function setValue(w: Writer): string {
  const kind = w.g.random.pick(KINDS);
  const name = w.g.random.chance(0.15) ? w.g.random.pick(["i", "s", "l"]) : w.name("v");
  const written = w.tag(`set ${name} = ${w.g.of(kind)}`);
  if (name.startsWith("v")) w.g.bound.push([name, kind]);
  return written;
}

function macro(w: Writer): string {
  const name = w.name("m");
  const parameter = w.name("p");
  const { random } = w.g;
  const parameters = random.pick([
    parameter,
    `${parameter}=${w.g.any}`,
    `${parameter}, q=${w.g.str}`,
    `${parameter}, q=none`,
  ]);
  const extra = random.pick([
    "",
    "",
    w.print("caller() if caller else 'alone'"),
    w.print("varargs"),
    w.print("kwargs | dictsort"),
    w.print("varargs | length"),
  ]);
  const before = w.g.bound.length;
  w.g.bound.push([parameter, random.pick(KINDS)]);
  const body = w.body();
  w.g.bound.length = before;
  const head = `${w.tag(`macro ${name}(${parameters})`)}${body}${extra}${w.tag("endmacro")}`;
  const args = random.pick([
    "",
    w.g.any,
    `${w.g.any}, ${w.g.str}`,
    `${parameter}=${w.g.any}`,
    `1, 2, 3`,
    `q=${w.g.str}`,
    "1, z=2",
    "*[1, 2]",
    "**{'q': 'x'}",
  ]);
  if (random.chance(0.3)) return `${head}${w.tag(`call ${name}(${args})`)}${w.body()}${w.tag("endcall")}`;
  return `${head}${w.print(random.pick([`${name}(${args})`, `${name}(${args}) | upper`, `${name}(${args}) ~ '!'`]))}`;
}

/** `call` whose body takes arguments of its own, and names seen from inside. */
function callWithArguments(w: Writer): string {
  const [name, a, b] = [w.name("m"), w.name("y"), w.name("y")];
  const { random } = w.g;
  const inner = random.pick([
    `caller(${w.g.any})`,
    `caller(1, ${w.g.any})`,
    `caller(${b}=2, ${a}=1)`,
    "caller()",
    `caller() | upper`,
  ]);
  const before = w.g.bound.length;
  const head = `${w.tag(`macro ${name}(p=${w.g.any})`)}<${w.print(inner)}${w.print("p")}>${w.tag("endmacro")}`;
  w.g.bound.push([a, "any"]);
  const body = w.body();
  w.g.bound.length = before;
  const parameters = random.pick([a, `${a}, ${b}=5`, `${a}=1, ${b}=${a}`, ""]);
  return `${head}${w.tag(`call${parameters === "" ? "" : `(${parameters})`} ${name}(${w.g.any})`)}${body}${w.print(b)}${w.tag("endcall")}`;
}

/** What `set` and loops leave visible, and what they don't. */
function scopes(w: Writer): string {
  const name = w.name("z");
  const { random } = w.g;
  const set = (value: string): string => w.tag(`set ${name} = ${value}`);
  const inside = random.pick([
    () => `${w.tag(`if ${w.g.bool}`)}${set("2")}${w.tag("endif")}`,
    () => `${w.tag("for q in [1, 2]")}${w.print(name)}${set("q")}${w.print(name)}${w.tag("endfor")}`,
    () => `${w.tag(`with ${name} = 3`)}${w.print(name)}${set("4")}${w.print(name)}${w.tag("endwith")}`,
    () => `${w.tag(`for ${name} in [5, 6]`)}${w.print(name)}${w.tag("endfor")}`,
    () => `${w.tag(`set v${name}`)}${set("7")}${w.print(name)}${w.tag("endset")}${w.print(`v${name}`)}`,
    () =>
      `${w.tag(`macro m${name}()`)}${w.print(name)}${set("8")}${w.print(name)}${w.tag("endmacro")}${w.print(`m${name}()`)}`,
    () => `${w.tag("filter upper")}${set("'nine'")}${w.print(name)}${w.tag("endfilter")}`,
    () =>
      `${w.tag(`for q in [1] if ${w.g.bool}`)}${set("10")}${w.tag("else")}${set("11")}${w.print(name)}${w.tag("endfor")}`,
    () =>
      `${w.tag("for a, (b, c) in [(1, (2, 3))]")}${w.print("a ~ b ~ c")}${w.tag("endfor")}${w.print("b")}`,
  ]);
  const first = random.chance(0.7) ? set(w.g.any) : "";
  return `${first}${inside()}${random.chance(0.3) ? inside() : ""}${w.print(name)}`;
}

function namespaceLoop(w: Writer): string {
  const name = w.name("ns");
  const item = w.name("x");
  const step = w.g.random.pick([
    `${name}.n + 1`,
    `${name}.n + loop.index`,
    `[${name}.n, ${item}]`,
    `${name}.n ~ ${item}`,
  ]);
  const head = w.tag(`set ${name} = namespace(n=${w.g.random.pick(["0", "''", "1.5"])}, found=false)`);
  const loop = `${w.tag(`for ${item} in ${w.g.list}`)}${w.tag(`set ${name}.n = ${step}`)}${w.tag("endfor")}`;
  return `${head}${loop}${w.print(`${name}.n`)}${w.print(`${name}.${w.g.random.pick(["found", "nope"])}`)}`;
}

function mutation(w: Writer): string {
  const name = w.name("a");
  const { random } = w.g;
  const item = w.name("x");
  if (random.chance(0.5)) {
    const change = random.pick([
      `append(${item})`,
      `append(${w.g.any})`,
      `insert(0, ${item})`,
      `extend([${item}, 1])`,
    ]);
    const last = random.pick([
      "pop()",
      "pop(0)",
      "reverse()",
      "sort()",
      "remove(1)",
      "clear()",
      "copy()",
      `index(${w.g.any})`,
      `count(1)`,
    ]);
    return (
      w.tag(`set ${name} = []`) +
      `${w.tag(`for ${item} in ${w.g.list}`)}${w.tag(`set _ = ${name}.${change}`)}${w.tag("endfor")}` +
      `${w.print(name)}${w.print(`${name}.${last}`)}${w.print(name)}`
    );
  }
  const change = random.pick([
    `update({${item}: loop.index})`,
    `setdefault(${item}, ${w.g.any})`,
    `update(k=${item})`,
    `update([(${item}, 1)])`,
  ]);
  const last = random.pick([
    "popitem()",
    "pop('k', none)",
    "pop('k')",
    "keys()",
    "values()",
    "items()",
    "get('k')",
    "clear()",
    "copy()",
  ]);
  return (
    w.tag(`set ${name} = ${random.pick(["{}", "dict(k=1)", "{'b': 1}"])}`) +
    `${w.tag(`for ${item} in ${w.g.list}`)}${w.tag(`set _ = ${name}.${change}`)}${w.tag("endfor")}` +
    `${w.print(name)}${w.print(`${name}.${last}`)}${w.print(name)}`
  );
}
