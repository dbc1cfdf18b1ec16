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
    return distinct(innermost(errors).map((unit) => toFault(schema, errors, unit)));
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
  const choices = units.filter((unit) => CHOICES.has(unit.keyword));
  const formOf = new Map(choices.map((choice) => [choice, fittingForm(units, choice)]));
  return units.filter(
    (unit) =>
      !WRAPPERS.has(unit.keyword) &&
      (formOf.get(unit) ?? null) === null &&
      choices.every((choice) => {
        const form = formOf.get(choice) ?? null;
        return choice === unit || !isWithin(unit, choice) || (form !== null && isBelow(unit, choice, form));
      }),
  );
}

/** Of a choice that fits in no form, the only one that is for values of its kind: what is wrong is what is wrong there. */
function fittingForm(units: readonly OutputUnit[], choice: OutputUnit): string | null {
  const forms = formsOf(units, choice);
  const [form, ...others] = [...forms].filter(([, other]) => other === null);
  return form !== undefined && others.length === 0 && forms.size > 1 ? form[0] : null;
}

/** What shows that a form is for values of another kind: the type, or a field that says which form is meant. */
type OtherKind = OutputUnit & { readonly keyword: "type" | "const" };

/** The forms in which it does not fit, by number; null where nothing shows that it is for other values. */
function formsOf(units: readonly OutputUnit[], choice: OutputUnit): Map<string, OtherKind | null> {
  const { keyword, keywordLocation } = choice;
  const forms = new Map<string, OtherKind | null>();
  if (keyword !== "anyOf" && !(keyword === "oneOf" && choice.error.includes("(0 matches)"))) return forms;
  for (const unit of units) {
    if (unit === choice || !isWithin(unit, choice) || !isIn(unit, choice)) continue;
    const [form = ""] = unit.keywordLocation.slice(keywordLocation.length + 1).split("/");
    if (isOfOtherKind(unit, choice)) forms.set(form, unit);
    else if (!forms.has(form)) forms.set(form, null);
  }
  return forms;
}

function isOfOtherKind(unit: OutputUnit, { instanceLocation: around }: OutputUnit): unit is OtherKind {
  if (unit.keyword === "type") return unit.instanceLocation === around;
  if (unit.keyword !== "const") return false;
  return unit.instanceLocation.slice(0, unit.instanceLocation.lastIndexOf("/")) === around;
}

function isBelow(unit: OutputUnit, choice: OutputUnit, form: string): boolean {
  return isIn(unit, choice) && unit.keywordLocation.startsWith(`${choice.keywordLocation}/${form}/`);
}

/** The same choice may stand at several items of a list. */
function isIn({ instanceLocation }: OutputUnit, choice: OutputUnit): boolean {
  const around = choice.instanceLocation;
  return instanceLocation === around || instanceLocation.startsWith(`${around}/`);
}

/** The words of the schema's author may be for several of its keywords. */
function distinct(faults: readonly SchemaFault[]): SchemaFault[] {
  const told = new Set<string>();
  return faults.filter(({ path, must }) => {
    const key = must === null ? null : JSON.stringify([path, must]);
    if (key === null) return true;
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}

function isWithin(inner: OutputUnit, { keyword, keywordLocation }: OutputUnit): boolean {
  if (inner.keywordLocation.startsWith(`${keywordLocation}/`)) return true;
  if (keyword !== "if") return false;
  const branches = ["then", "else"].map((branch) => keywordLocation.replace(/if$/, `${branch}/`));
  return branches.some((branch) => inner.keywordLocation.startsWith(branch));
}

function toFault(schema: JsonObject, units: readonly OutputUnit[], unit: OutputUnit): SchemaFault {
  const isClosed = /\/(additional|unevaluated)(Properties|Items)\/not$/.test(unit.keywordLocation);
  const keyword = pointerParts(unit.keywordLocation);
  const around = lookUp(schema, keyword.slice(0, -1));
  const must = isRecord(around) ? around["x-must"] : undefined;
  const kinds = kindsOf(schema, units, unit);
  return {
    keyword: isClosed ? "closed" : (kinds?.keyword ?? unit.keyword),
    path: pointerParts(kinds?.at ?? unit.instanceLocation),
    wanted: kinds?.wanted ?? lookUp(schema, keyword),
    must: typeof must === "string" ? must : null,
    text: unit.error,
  };
}

interface Kinds {
  readonly keyword: "type" | "enum";
  readonly at: string;
  readonly wanted: readonly unknown[];
}

/** Of a choice, where the value is of no form's kind: those that there are. */
function kindsOf(schema: JsonObject, units: readonly OutputUnit[], choice: OutputUnit): Kinds | null {
  const others = [...formsOf(units, choice).values()];
  const [first] = others;
  if (first === undefined || first === null) return null;
  const { keyword, instanceLocation: at } = first;
  if (!others.every((other) => other?.keyword === keyword && other.instanceLocation === at)) return null;
  const wanted = others.flatMap((other) => lookUp(schema, pointerParts(other?.keywordLocation ?? "")) ?? []);
  if (keyword === "const") return { keyword: "enum", at, wanted };
  const areKnown = wanted.length > 0 && wanted.every((kind) => typeof kind === "string");
  return areKnown ? { keyword, at, wanted: [...new Set(wanted)] } : null;
}
