import { operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { escaped } from "../python/arithmetic.ts";
import { asText } from "../python/compare.ts";
import { originalKey } from "../python/dict.ts";
import { Markup, escapeHtml } from "../python/markup.ts";
import { print, repr } from "../python/printer.ts";
import { iterate, toArray, truthy } from "../python/sequence.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import { quoteUrl } from "../python/url-quote.ts";
import { splitOnSpaces } from "../python/whitespace.ts";
import type { Value } from "../python/value.ts";
import { unescapeHtml } from "./unescape-html.ts";

const escape = plain<Value>((value, { budget }) =>
  value instanceof Markup ? value : new Markup(escaped(value, budget)),
);

export const HTML_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  escape,
  e: escape,
  forceescape: plain((value, { budget }) => new Markup(budget.text(escapeHtml(print(value, budget))))),
  safe: plain((value, { budget }) => new Markup(print(value, budget))),
  striptags: plain((value, { budget }) => {
    const text = print(value, budget);
    budget.walk(text, 4);
    return budget.text(stripTags(text));
  }),
  xmlattr: operation({ autospace: true }, (value, { autospace }, machine) => {
    if (!(value instanceof Map))
      throw new Fault("type", `'${typeName(value)}' object has no attribute 'items'`);
    const { budget } = machine;
    const attributes: string[] = [];
    for (const [key, item] of value) {
      if (item === null || item instanceof Undefined) continue;
      const name = asText(originalKey(value, key));
      if (name === null) throw new Fault("type", "the name of an attribute is a str");
      if (/[ \t\n\r\f\v/>=]/.test(name)) {
        throw new Fault("value", `Invalid character in attribute name: ${repr(name, budget)}`);
      }
      attributes.push(`${escapeHtml(name)}="${escaped(item, budget)}"`);
    }
    const text = attributes.join(" ");
    const spaced = budget.text(truthy(autospace) && text !== "" ? ` ${text}` : text);
    return machine.autoescape ? new Markup(spaced) : spaced;
  }),
  urlencode: plain((value, { budget }) => {
    const text = asText(value);
    if (text !== null) budget.walk(text, 4);
    const isScalar =
      text !== null || value === null || typeof value !== "object" || value instanceof Undefined;
    if (isScalar && !(value instanceof Undefined)) return budget.text(quoteUrl(print(value, budget), "/"));
    const query = (part: Value): string => quoteUrl(print(part, budget), "").replaceAll("%20", "+");
    if (value instanceof Map) {
      const pairs = Array.from(value, ([key, item]) => `${query(originalKey(value, key))}=${query(item)}`);
      return budget.text(pairs.join("&"));
    }
    const pairs = Array.from(iterate(value, budget), (pair) => {
      const parts = toArray(pair, budget);
      if (parts.length !== 2) throw new Fault("value", "urlencode takes pairs of key and value");
      return parts.map(query).join("=");
    });
    return budget.text(pairs.join("&"));
  }),
};

function stripTags(text: string): string {
  const withoutComments = removeBetween(text, "<!--", "-->");
  const withoutTags = removeBetween(withoutComments, "<", ">");
  return unescapeHtml(splitOnSpaces(withoutTags).join(" "));
}

function removeBetween(text: string, open: string, close: string): string {
  let result = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    const end = start < 0 ? -1 : text.indexOf(close, start);
    if (end < 0) return result + text.slice(at);
    result += text.slice(at, start);
    at = end + close.length;
  }
}
