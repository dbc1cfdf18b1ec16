import { format, setRegExp, Validator } from "@cfworker/json-schema";
import type { OutputUnit, Schema } from "@cfworker/json-schema";
import { isRecord } from "../json.ts";
import type { JsonObject, JsonValue } from "../plan.ts";
import { lookUp, pointerParts } from "./json-pointer.ts";
import { schemaPattern } from "./schema-pattern.ts";

// JavaScript's own may take for ever: "aaaa…!" against ^(a+)+$.
setRegExp(schemaPattern);
tameFormats();

/** One thing wrong with a value, at its innermost place. */
export interface SchemaFault {
  /** The schema's keyword; `closed` where a value stands that nobody knows. */
  readonly keyword: string;
  /** From the value's root. */
  readonly path: readonly string[];
  /** What the schema says at that keyword; undefined where it lies behind a reference. */
  readonly wanted: unknown;
  /** What the schema's author says that it must be, in its annotation `x-must`: `be an address`. */
  readonly must: string | null;
  /** The validator's own words. */
  readonly text: string;
}

/** A sentence where the schema itself is broken. */
export function schemaFaults(schema: JsonObject, value: JsonValue): SchemaFault[] | string {
  try {
    const { errors } = validatorFor(schema).validate(value);
    return innermost(errors).map((unit) => toFault(schema, unit));
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/** The validator's own matchers are regular expressions too, of which some take for ever with what comes from outside. */
function tameFormats(): void {
  const longest = 4_000;
  for (const [name, matches] of Object.entries(format)) {
    format[name] = (text) => text.length <= longest && matches(text);
  }
  format["url"] = (text) =>
    text.length <= longest && /^(https?|ftp):\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

const validators = new WeakMap<JsonObject, Validator>();

/** Of a schema that is just `false` the validator does not say where it stands; of this one it does. */
const NOTHING_FITS = { not: {} };
const CLOSABLE = new Set([
  "additionalProperties",
  "unevaluatedProperties",
  "items",
  "additionalItems",
  "unevaluatedItems",
]);

/** The validator writes into the schema it is given, so it gets a copy. */
function validatorFor(schema: JsonObject): Validator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const copy = JSON.parse(JSON.stringify(schema), (key, part: unknown) =>
    part === false && CLOSABLE.has(key) ? NOTHING_FITS : part,
  ) as Schema;
  const validator = new Validator(copy, "2020-12", false);
  validators.set(schema, validator);
  return validator;
}

/** These only say that something within is wrong, which is told by itself. */
const WRAPPERS = new Set([
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "prefixItems",
  "items",
  "additionalItems",
  "unevaluatedItems",
  "allOf",
  "$ref",
  "$recursiveRef",
  "dependentSchemas",
]);

/** A choice that fits in no form is one fault, not one for each form. */
const CHOICES = new Set(["anyOf", "oneOf", "if", "contains", "propertyNames"]);

function innermost(units: readonly OutputUnit[]): OutputUnit[] {
  const choices = units.filter(({ keyword }) => CHOICES.has(keyword));
  return units.filter(
    (unit) =>
      !WRAPPERS.has(unit.keyword) && !choices.some((choice) => choice !== unit && isWithin(unit, choice)),
  );
}

function isWithin(inner: OutputUnit, { keyword, keywordLocation }: OutputUnit): boolean {
  if (inner.keywordLocation.startsWith(`${keywordLocation}/`)) return true;
  if (keyword !== "if") return false;
  const branches = ["then", "else"].map((branch) => keywordLocation.replace(/if$/, `${branch}/`));
  return branches.some((branch) => inner.keywordLocation.startsWith(branch));
}

function toFault(schema: JsonObject, unit: OutputUnit): SchemaFault {
  const isClosed = /\/(additional|unevaluated)(Properties|Items)\/not$/.test(unit.keywordLocation);
  const keyword = pointerParts(unit.keywordLocation);
  const around = lookUp(schema, keyword.slice(0, -1));
  const must = isRecord(around) ? around["x-must"] : undefined;
  return {
    keyword: isClosed ? "closed" : unit.keyword,
    path: pointerParts(unit.instanceLocation),
    wanted: lookUp(schema, keyword),
    must: typeof must === "string" ? must : null,
    text: unit.error,
  };
}
