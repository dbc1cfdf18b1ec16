import { operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import type { Budget } from "../evaluate/budget.ts";
import { decodeData } from "../data/decode-data.ts";
import type { Data } from "../data.ts";
import { DataError, Fault } from "../error.ts";
import { asText } from "../python/compare.ts";
import { Markup } from "../python/markup.ts";
import { asCount } from "../python/numbers.ts";
import { typeName } from "../python/type-name.ts";
import type { Value } from "../python/value.ts";
import { dumpJson } from "./dump-json.ts";

export const JSON_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  tojson: operation({ indent: null }, (value, { indent }, { budget }) => {
    const spaces = indent === null ? null : (asText(indent) ?? " ".repeat(Math.min(asCount(indent), 1000)));
    const text = dumpJson(value, spaces, budget);
    return new Markup(budget.text(text.replaceAll(/[<>&']/g, (char) => HTML_UNSAFE[char] ?? char)));
  }),
  fromjson: plain((value, { budget }) => {
    const text = asText(value);
    if (text === null)
      throw new Fault("type", `the JSON object must be str, bytes or bytearray, not ${typeName(value)}`);
    budget.scan(text);
    budget.bytes(text.length);
    try {
      return adopt(decodeData(text), budget);
    } catch (error) {
      if (error instanceof DataError) throw new Fault("value", error.message);
      throw error;
    }
  }),
};

const HTML_UNSAFE: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "'": "\\u0027",
};

/** As values of the template's own, which it may change. */
function adopt(data: Data, budget: Budget): Value {
  budget.step();
  if (Array.isArray(data)) return budget.list(data.map((item) => adopt(item, budget)));
  if (!(data instanceof Map)) return data;
  return budget.dict(Array.from(data, ([key, value]) => [key, adopt(value, budget)] as const));
}
