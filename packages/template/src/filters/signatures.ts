import { parametersOf, REQUIRED } from "../evaluate/signature.ts";
import { DICT_METHODS } from "../methods/dict-methods.ts";
import { LIST_METHODS, SEQUENCE_METHODS } from "../methods/list-methods.ts";
import { FLOAT_METHODS, INT_METHODS } from "../methods/number-methods.ts";
import { STRING_METHODS } from "../methods/string-methods.ts";
import { TESTS } from "../predicates/registry.ts";
import type { Value } from "../python/value.ts";
import { FILTERS } from "./registry.ts";

/** What an editor tells of a filter. */
export interface FilterSignature {
  readonly name: string;
  readonly parameters: readonly FilterParameter[];
}

export interface FilterParameter {
  readonly name: string;
  /** As a template writes it; null: it must be given. */
  readonly fallback: string | null;
}

/** Of those that read their arguments by themselves: required ones first, then `name=default`. */
const BY_HAND: Readonly<Record<string, readonly string[]>> = {
  map: ["attribute"],
  select: ["test"],
  reject: ["test"],
  selectattr: ["attribute", "test"],
  rejectattr: ["attribute", "test"],
  regex_search: ["pattern", "ignorecase=false", "multiline=false"],
  format: ["value"],
};

/** Every filter, by name. */
export function filterSignatures(): readonly FilterSignature[] {
  return [...FILTERS]
    .map(([name, run]) => {
      const parameters = parametersOf(run);
      return {
        name,
        parameters: parameters === null ? byHand(name) : Object.entries(parameters).map(describe),
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Everything that can stand after `is`. */
export function testNames(): readonly string[] {
  return [...TESTS.keys()].filter((name) => /^[a-z]+$/.test(name)).toSorted();
}

/** What can be called on texts, lists, dicts and numbers. */
export function methodNames(): Readonly<Record<"string" | "list" | "dict" | "int" | "float", string[]>> {
  return {
    string: [...STRING_METHODS.keys()],
    list: [...LIST_METHODS.keys(), ...SEQUENCE_METHODS.keys()],
    dict: [...DICT_METHODS.keys()],
    int: [...INT_METHODS.keys()],
    float: [...FLOAT_METHODS.keys()],
  };
}

/** A key of this name is only reached in brackets: after a dot it is the method. */
export function isDictMethod(name: string): boolean {
  return DICT_METHODS.has(name);
}

function byHand(name: string): FilterParameter[] {
  return (BY_HAND[name] ?? []).map((written) => {
    const [parameter = "", fallback = null] = written.split("=");
    return { name: parameter, fallback };
  });
}

function describe([name, fallback]: readonly [string, Value | typeof REQUIRED]): FilterParameter {
  return { name, fallback: fallback === REQUIRED ? null : literal(fallback) };
}

function literal(value: Exclude<Value, symbol>): string {
  if (value === null) return "none";
  return typeof value === "string" ? `'${value}'` : `${value as boolean | bigint | number}`;
}
