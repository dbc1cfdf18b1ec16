import type { CallArguments, Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Bound, Operation, Parameters } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { escaped } from "../python/arithmetic.ts";
import { codePointIndex, codePointLength, sliceText } from "../python/code-points.ts";
import { isPrintable } from "../python/string-repr.ts";
import { asText } from "../python/compare.ts";
import { Markup, escapeHtml } from "../python/markup.ts";
import { asCount } from "../python/numbers.ts";
import { repeatText } from "../python/repeat.ts";
import { iterate, truthy } from "../python/sequence.ts";
import { split, splitFromRight, splitLines } from "../python/split.ts";
import * as textCase from "../python/text-case.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import type { Value } from "../python/value.ts";
import { isSpace } from "../python/whitespace.ts";
import { formatText } from "./format-method.ts";
import { strip } from "./strip.ts";

const SPLIT = { sep: null, maxsplit: -1n } as const;
const PAD = { width: REQUIRED, fillchar: " " } as const;
const PART = { sub: REQUIRED, start: null, end: null } as const;

export const STRING_METHODS: ReadonlyMap<string, Operation<string>> = new Map(
  Object.entries<Operation<string>>({
    capitalize: walked((text) => textCase.capitalize(text)),
    casefold: walked((text) => textCase.caseFold(text)),
    lower: made((text) => text.toLowerCase()),
    swapcase: walked((text) => textCase.swapCase(text)),
    title: walked((text) => textCase.title(text)),
    upper: made((text) => text.toUpperCase()),
    isalnum: examined((text) => textCase.isAlphanumeric(text)),
    isalpha: examined((text) => textCase.isAlpha(text)),
    isascii: examined((text) => /^\p{ASCII}*$/u.test(text)),
    isdecimal: examined((text) => textCase.isDecimal(text)),
    isdigit: examined((text) => textCase.isDigit(text)),
    isidentifier: examined((text) => textCase.isIdentifier(text)),
    islower: examined((text) => textCase.isLower(text)),
    isnumeric: examined((text) => textCase.isNumeric(text)),
    isprintable: examined((text) => isPrintable(text)),
    isspace: examined((text) => text !== "" && Array.from(text).every(isSpace)),
    istitle: examined((text) => textCase.isTitle(text)),
    isupper: examined((text) => textCase.isUpper(text)),
    center: operation(PAD, (text, args, machine) => {
      const { missing, fill } = padding(text, args);
      // As CPython does it: of an odd padding the left side gets more only if the width is odd, too.
      const left = (missing >> 1) + (missing & (codePointLength(text) + missing) & 1);
      return pad(text, left, missing - left, fill, machine);
    }),
    ljust: operation(PAD, (text, args, machine) => {
      const { missing, fill } = padding(text, args);
      return pad(text, 0, missing, fill, machine);
    }),
    rjust: operation(PAD, (text, args, machine) => {
      const { missing, fill } = padding(text, args);
      return pad(text, missing, 0, fill, machine);
    }),
    zfill: operation({ width: REQUIRED }, (text, { width }, { budget }) => {
      const head = /^[-+]?/.exec(text)?.[0] ?? "";
      const zeros = repeatText("0", asCount(width) - codePointLength(text), budget);
      return budget.text(head + zeros + text.slice(head.length));
    }),
    strip: operation({ chars: null }, (text, { chars }, { budget }) =>
      budget.text(strip(text, optional(chars), budget)),
    ),
    lstrip: operation({ chars: null }, (text, { chars }, { budget }) =>
      budget.text(strip(text, optional(chars), budget, "start")),
    ),
    rstrip: operation({ chars: null }, (text, { chars }, { budget }) =>
      budget.text(strip(text, optional(chars), budget, "end")),
    ),
    removeprefix: operation({ prefix: REQUIRED }, (text, { prefix }) =>
      text.startsWith(required(prefix)) ? text.slice(required(prefix).length) : text,
    ),
    removesuffix: operation({ suffix: REQUIRED }, (text, { suffix }) =>
      required(suffix) !== "" && text.endsWith(required(suffix))
        ? text.slice(0, -required(suffix).length)
        : text,
    ),
    split: operation(SPLIT, (text, { sep, maxsplit }, machine) => {
      machine.budget.search(text, optional(sep) ?? "");
      return listOf(split(text, optional(sep), asCount(maxsplit)), machine);
    }),
    rsplit: operation(SPLIT, (text, { sep, maxsplit }, machine) => {
      machine.budget.search(text, optional(sep) ?? "");
      return listOf(splitFromRight(text, optional(sep), asCount(maxsplit)), machine);
    }),
    splitlines: operation({ keepends: false }, (text, { keepends }, machine) => {
      machine.budget.walk(text);
      return listOf(splitLines(text, truthy(keepends)), machine);
    }),
    partition: operation({ sep: REQUIRED }, (text, { sep }, { budget }) => {
      budget.search(text, required(sep));
      return partition(text, required(sep), text.indexOf(required(sep)));
    }),
    rpartition: operation({ sep: REQUIRED }, (text, { sep }, { budget }) => {
      budget.search(text, required(sep));
      const at = text.lastIndexOf(required(sep));
      return at < 0 ? new Tuple(["", "", text]) : partition(text, required(sep), at);
    }),
    join: operation({ iterable: REQUIRED }, (text, { iterable }, { budget }) => {
      const parts = Array.from(iterate(iterable, budget), required);
      return budget.text(parts.join(text));
    }),
    replace: operation({ old: REQUIRED, new: REQUIRED, count: -1n }, (text, args, machine) =>
      replaceText(text, required(args.old), required(args.new), asCount(args.count), machine),
    ),
    count: operation(PART, (text, args, { budget }) => {
      const { part, sub } = window(text, args);
      budget.search(part, sub);
      budget.bytes(part.length);
      return BigInt(sub === "" ? codePointLength(part) + 1 : part.split(sub).length - 1);
    }),
    find: operation(PART, (text, args, { budget }) => find(text, args, "first", budget)),
    rfind: operation(PART, (text, args, { budget }) => find(text, args, "last", budget)),
    index: operation(PART, (text, args, { budget }) => found(find(text, args, "first", budget))),
    rindex: operation(PART, (text, args, { budget }) => found(find(text, args, "last", budget))),
    startswith: operation({ prefix: REQUIRED, start: null, end: null }, (text, { prefix, start, end }) =>
      alternatives(prefix).some((one) => {
        const { part, sub } = window(text, { sub: one, start, end });
        return part.startsWith(sub);
      }),
    ),
    endswith: operation({ suffix: REQUIRED, start: null, end: null }, (text, { suffix, start, end }) =>
      alternatives(suffix).some((one) => {
        const { part, sub } = window(text, { sub: one, start, end });
        return part.endsWith(sub);
      }),
    ),
    expandtabs: operation({ tabsize: 8n }, (text, { tabsize }, { budget }) => {
      budget.walk(text);
      return budget.text(expandTabs(text, asCount(tabsize), (width) => repeatText(" ", width, budget)));
    }),
    format: (text, args, machine) => formatText(text, args, machine),
    format_map: operation({ mapping: REQUIRED }, (text, { mapping }, machine) => {
      const named = new Map<string, Value>();
      // What is no dict goes wrong only where the text asks it for something.
      for (const [key, value] of mapping instanceof Map ? mapping : [])
        if (typeof key === "string") named.set(key, value);
      return formatText(text, { positional: [], named }, machine);
    }),
  }),
);

/** A method of text on Markup: what goes in is escaped, what comes out is Markup again. */
export function onText(
  markup: Markup,
  name: string,
  run: Operation<string>,
  args: CallArguments,
  machine: Machine,
): Value {
  const safe = (value: Value): Value => {
    if (value instanceof Markup) return value.value;
    return typeof value === "string" ? escapeHtml(value) : value;
  };
  const named = new Map(Array.from(args.named, ([key, value]) => [key, safe(value)] as const));
  const positional =
    name === "join" && args.positional[0] !== undefined
      ? [Array.from(iterate(args.positional[0], machine.budget), (item) => escaped(item, machine.budget))]
      : args.positional.map(safe);
  return markUp(run(markup.value, { positional, named }, machine));
}

function markUp(value: Value): Value {
  if (typeof value === "string") return new Markup(value);
  if (value instanceof Tuple) return new Tuple(value.items.map(markUp));
  if (!Array.isArray(value)) return value;
  value.forEach((item, index) => {
    value[index] = markUp(item);
  });
  return value;
}

/** `str.replace`: the size is known before the text is made. */
export function replaceText(
  text: string,
  old: string,
  by: string,
  count: number,
  { budget }: Machine,
): string {
  budget.search(text, old);
  if (old === "") budget.walk(text);
  const bound = count < 0 ? Infinity : count;
  const parts = old === "" ? ["", ...Array.from(text), ""] : text.split(old);
  const replaced = Math.min(parts.length - 1, bound);
  budget.bytes(text.length + by.length * replaced);
  if (replaced === parts.length - 1) return parts.join(by);
  const kept = parts.slice(0, replaced).map((part) => part + by);
  return kept.join("") + parts.slice(replaced).join(old);
}

/** As `made`, character by character. */
function walked(run: (text: string) => string): Operation<string> {
  return plain((text, { budget }) => {
    budget.walk(text, 4);
    return budget.text(run(text));
  });
}

/** Whether something holds for all of its characters. */
function examined(holds: (text: string) => boolean): Operation<string> {
  return plain((text, { budget }) => {
    budget.walk(text);
    return holds(text);
  });
}

function made(run: (text: string) => string): Operation<string> {
  return plain((text, { budget }) => budget.text(run(text)));
}

function required(value: Value): string {
  const text = asText(value);
  if (text === null) throw new Fault("type", `a str is required, not ${typeName(value)}`);
  return text;
}

export function optional(value: Value): string | null {
  return value === null ? null : required(value);
}

function listOf(parts: readonly string[], { budget }: Machine): Value[] {
  for (const part of parts) budget.text(part);
  return budget.list([...parts]);
}

function padding(text: string, { width, fillchar }: Bound<typeof PAD>): { missing: number; fill: string } {
  const fill = required(fillchar);
  if (codePointLength(fill) !== 1)
    throw new Fault("type", "The fill character must be exactly one character long");
  return { missing: Math.max(asCount(width) - codePointLength(text), 0), fill };
}

function pad(text: string, left: number, right: number, fill: string, { budget }: Machine): string {
  return budget.text(repeatText(fill, left, budget) + text + repeatText(fill, right, budget));
}

function partition(text: string, separator: string, at: number): Tuple {
  if (separator === "") throw new Fault("value", "empty separator");
  if (at < 0) return new Tuple([text, "", ""]);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function window(
  text: string,
  { sub, start, end }: Bound<Parameters & typeof PART>,
): {
  part: string;
  sub: string;
  offset: number;
} {
  const wanted = required(sub ?? null);
  if ((start ?? null) === null && (end ?? null) === null) return { part: text, sub: wanted, offset: 0 };
  const length = codePointLength(text);
  const place = (value: Value, usual: number): number => {
    if (value === null) return usual;
    const at = asCount(value);
    return Math.max(at < 0 ? at + length : at, 0);
  };
  const from = place(start ?? null, 0);
  const to = Math.min(place(end ?? null, length), length);
  // Nothing is found in there, not even the empty text.
  if (from > to) return { part: "\0", sub: "\0\0", offset: 0 };
  return { part: sliceText(text, from, to), sub: wanted, offset: from };
}

function find(
  text: string,
  args: Bound<typeof PART>,
  which: "first" | "last",
  budget: Machine["budget"],
): bigint {
  const { part, sub, offset } = window(text, args);
  budget.search(part, sub);
  const at = which === "first" ? part.indexOf(sub) : part.lastIndexOf(sub);
  return at < 0 ? -1n : BigInt(offset + codePointIndex(part, at));
}

function found(index: bigint): bigint {
  if (index < 0n) throw new Fault("value", "substring not found");
  return index;
}

function alternatives(value: Value): readonly string[] {
  return value instanceof Tuple ? value.items.map(required) : [required(value)];
}

function expandTabs(text: string, size: number, spaces: (width: number) => string): string {
  let column = 0;
  let result = "";
  for (const char of text) {
    if (char === "\t") {
      const width = size > 0 ? size - (column % size) : 0;
      result += spaces(width);
      column += width;
    } else {
      result += char;
      column = char === "\n" || char === "\r" ? 0 : column + 1;
    }
  }
  return result;
}
