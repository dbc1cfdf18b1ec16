import type { Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { STRING_METHODS, onText, optional, replaceText } from "../methods/string-methods.ts";
import { strip } from "../methods/strip.ts";
import { binary, escaped } from "../python/arithmetic.ts";
import { codePointLength, sliceText } from "../python/code-points.ts";
import { asText } from "../python/compare.ts";
import { Markup } from "../python/markup.ts";
import { asCount } from "../python/numbers.ts";
import { print } from "../python/printer.ts";
import { repeatText } from "../python/repeat.ts";
import { lengthOf, toArray, truthy } from "../python/sequence.ts";
import { splitLines } from "../python/split.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import { attributeGetter } from "./attribute-getter.ts";

export const TEXT_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  string: plain((value, { budget }) => (value instanceof Markup ? value : print(value, budget))),
  upper: viaMethod("upper"),
  lower: viaMethod("lower"),
  capitalize: viaMethod("capitalize"),
  title: textual((text, { budget }) => budget.text(titleWords(text))),
  trim: operation({ chars: null }, (value, { chars }, machine) =>
    likeInput(value, machine, (text) => strip(text, optional(chars), machine.budget)),
  ),
  center: operation({ width: 80n }, (value, { width }, machine) => {
    const args = { positional: [width], named: new Map() };
    return STRING_METHODS.get("center")?.(print(value, machine.budget), args, machine) ?? null;
  }),
  replace: operation({ old: REQUIRED, new: REQUIRED, count: null }, (value, args, machine) => {
    const { budget } = machine;
    const count = args.count === null ? -1 : asCount(args.count);
    if (!machine.autoescape) {
      return replaceText(
        print(value, budget),
        print(args.old, budget),
        print(args.new, budget),
        count,
        machine,
      );
    }
    const safe = (part: Value): string => (part instanceof Markup ? part.value : print(part, budget));
    if (!(value instanceof Markup) && !(args.old instanceof Markup) && !(args.new instanceof Markup)) {
      return replaceText(safe(value), safe(args.old), safe(args.new), count, machine);
    }
    const [text, old, by] = [value, args.old, args.new].map((part) => escaped(part, budget));
    return new Markup(replaceText(text ?? "", old ?? "", by ?? "", count, machine));
  }),
  join: operation({ d: "", attribute: null }, join),
  format: (value, args, machine) => {
    if (args.positional.length > 0 && args.named.size > 0) {
      throw new Fault("value", "can't handle positional and keyword arguments at the same time");
    }
    const values = args.named.size > 0 ? machine.budget.dict(args.named) : new Tuple(args.positional);
    return binary(
      "%",
      value instanceof Markup ? value : print(value, machine.budget),
      values,
      machine.budget,
    );
  },
  indent: operation({ width: 4n, first: false, blank: false }, (value, args, machine) =>
    likeInput(value, machine, (text) => indent(text, args, machine), true),
  ),
  truncate: operation({ length: 255n, killwords: false, end: "...", leeway: null }, truncateText),
  wordcount: textual((text) => BigInt(text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)),
};

function viaMethod(name: string): Operation<Value> {
  const method = STRING_METHODS.get(name);
  if (!method) throw new Error(`There is no method ${name}.`);
  return (value, args, machine) =>
    value instanceof Markup
      ? onText(value, name, method, args, machine)
      : method(print(value, machine.budget), args, machine);
}

function textual(run: (text: string, machine: Machine) => Value): Operation<Value> {
  return plain((value, machine) => {
    const text = print(value, machine.budget);
    machine.budget.walk(text, 4);
    return run(text, machine);
  });
}

/** Markup in, Markup out. With `strict`, anything but text is refused, as where Jinja2 relies on a str. */
function likeInput(value: Value, machine: Machine, run: (text: string) => string, strict = false): Value {
  if (strict && value instanceof Undefined) value.fail();
  if (strict && asText(value) === null) {
    throw new Fault("type", `unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
  }
  const text = machine.budget.text(run(print(value, machine.budget)));
  return value instanceof Markup ? new Markup(text) : text;
}

/** Jinja2's own idea of a word, other than `str.title`: after spaces, hyphens and opening brackets. */
function titleWords(text: string): string {
  return text
    .split(/([-\s({[<]+)/u)
    .map((word) => {
      const first = (word.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
      return word.slice(0, first).toUpperCase() + word.slice(first).toLowerCase();
    })
    .join("");
}

function join(value: Value, { d, attribute }: { d: Value; attribute: Value }, machine: Machine): Value {
  const { budget } = machine;
  const items = toArray(value, budget);
  const get = attribute === null ? null : attributeGetter(attribute, machine);
  if (get !== null) for (let at = 0; at < items.length; at += 1) items[at] = get(items[at] ?? null);
  if (machine.autoescape && (d instanceof Markup || items.some((item) => item instanceof Markup))) {
    return new Markup(budget.text(items.map((item) => escaped(item, budget)).join(escaped(d, budget))));
  }
  const separator = print(d, budget);
  budget.bytes(separator.length * items.length);
  let text = "";
  for (let at = 0; at < items.length; at += 1) {
    text += at === 0 ? print(items[0] ?? null, budget) : separator + print(items[at] ?? null, budget);
  }
  return budget.text(text);
}

function indent(
  text: string,
  args: { width: Value; first: Value; blank: Value },
  { budget }: Machine,
): string {
  budget.walk(text, 4);
  const by = asText(args.width) ?? repeatText(" ", asCount(args.width), budget);
  const lines = splitLines(`${text}\n`, false);
  budget.bytes(by.length * lines.length);
  const indented = lines.map((line, index) => {
    const wanted = index === 0 ? truthy(args.first) : truthy(args.blank) || line !== "";
    return wanted ? by + line : line;
  });
  return indented.join("\n");
}

function truncateText(
  value: Value,
  args: { length: Value; killwords: Value; end: Value; leeway: Value },
  machine: Machine,
): Value {
  const { budget } = machine;
  const end = print(args.end, budget);
  const room = asCount(args.length) - codePointLength(end);
  const leeway = args.leeway === null ? 5 : asCount(args.leeway);
  if (room < 0)
    throw new Fault("value", `expected length >= ${codePointLength(end)}, got ${print(args.length, budget)}`);
  if (leeway < 0) throw new Fault("value", `expected leeway >= 0, got ${leeway}`);
  if (lengthOf(value) <= asCount(args.length) + leeway) return value;
  const text = asText(value);
  if (text === null) throw new Fault("type", `a str is required, not ${typeName(value)}`);
  const cut = sliceText(text, 0, room);
  const space = cut.lastIndexOf(" ");
  return budget.text((truthy(args.killwords) || space < 0 ? cut : cut.slice(0, space)) + end);
}
