import type { SchemaFault } from "./schema-faults.ts";

/** The rest of a sentence that begins with the value's name: what it must be. */
export function inPlainWords(fault: SchemaFault): string {
  if (fault.must !== null) return `must ${fault.must}`;
  const phrase = Object.hasOwn(phrases, fault.keyword) ? phrases[fault.keyword] : undefined;
  const isUnsaid = phrase === undefined || (fault.wanted === undefined && phrase.length > 0);
  return isUnsaid ? `is not as it must be: ${fault.text}` : phrase(fault.wanted);
}

const phrases: Record<string, (wanted: unknown) => string> = {
  type: (wanted) => `must be ${anyOf([wanted].flat().map((type) => TYPES[String(type)] ?? String(type)))}`,
  enum: (wanted) => `must be ${anyOf([wanted].flat().map((value) => JSON.stringify(value)))}`,
  const: (wanted) => `must be ${JSON.stringify(wanted)}`,
  format: (wanted) => `must be ${FORMATS[String(wanted)] ?? `of the form "${String(wanted)}"`}`,
  pattern: (wanted) => `must match the pattern ${String(wanted)}`,
  minLength: (wanted) =>
    wanted === 1 ? "must not be empty" : `must have at least ${String(wanted)} characters`,
  maxLength: (wanted) => `must have at most ${String(wanted)} characters`,
  minimum: (wanted) => `must be ${String(wanted)} or more`,
  maximum: (wanted) => `must be ${String(wanted)} or less`,
  exclusiveMinimum: (wanted) => `must be more than ${String(wanted)}`,
  exclusiveMaximum: (wanted) => `must be less than ${String(wanted)}`,
  multipleOf: (wanted) => `must be a multiple of ${String(wanted)}`,
  minItems: (wanted) => `must have at least ${count(wanted, "item")}`,
  maxItems: (wanted) => `must have at most ${count(wanted, "item")}`,
  minProperties: (wanted) => `must have at least ${count(wanted, "entry")}`,
  maxProperties: (wanted) => `must have at most ${count(wanted, "entry")}`,
  uniqueItems: () => "must not hold the same item twice",
  anyOf: () => "has none of the forms it may have",
  oneOf: () => "does not have exactly one of the forms it may have",
  not: () => "has a form it must not have",
  if: () => "does not have the form that it must have in this case",
  contains: () => "must hold an item of the kind that it asks for",
  minContains: () => "holds too few items of the kind that it asks for",
  maxContains: () => "holds too many items of the kind that it asks for",
  dependentRequired: () => "lacks an entry that must go with one that it has",
  false: () => "may not be there",
  propertyNames: () => "has an entry with a name that it may not have",
};

const TYPES: Record<string, string> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "empty",
};

const FORMATS: Record<string, string> = {
  uuid: "a UUID, such as 2b0c1d4e-8f6a-4c3b-9d7e-5a1f0e2c4b6d",
  email: "an e-mail address",
  uri: "an address with its scheme, such as https://example.com/",
  "date-time": "an instant, such as 2026-11-21T08:00:00Z",
  date: "a date, such as 2026-11-21",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  hostname: "a host name",
};

function anyOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(", ")} or ${last}`;
}

function count(wanted: unknown, noun: "item" | "entry"): string {
  const plural = { item: "items", entry: "entries" }[noun];
  return wanted === 1 ? `one ${noun}` : `${String(wanted)} ${plural}`;
}

/** The name in the validator's sentence, the only place where it gives it. */
export function quotedIn(text: string): string[] {
  const match = /"(.*)"/s.exec(text);
  return match?.[1] === undefined ? [] : [match[1]];
}
