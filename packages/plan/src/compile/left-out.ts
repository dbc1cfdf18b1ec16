import { isRecord } from "../json.ts";
import type { JsonObject, JsonValue } from "../plan.ts";
import { without } from "../without.ts";
import { lookUp } from "./json-pointer.ts";
import { quotedIn } from "./plain-words.ts";
import { schemaFaults } from "./schema-faults.ts";
import type { SchemaFault } from "./schema-faults.ts";

/**
 * What is wrong with a value where something empty is as good as left out: null, and "" as well if it is among
 * the empties and the schema asks for a certain text. What is needed may not be empty.
 */
export function faultsOfGiven(
  schema: JsonObject,
  value: JsonValue,
  empties: readonly (null | "")[],
): SchemaFault[] | string {
  const faults = schemaFaults(schema, value);
  if (typeof faults === "string" || !isRecord(value)) return faults;
  const empty = faults.filter((fault) => isEmpty(fault, value, empties));
  if (empty.length === 0) return faults;
  const places = empty.map(({ path }) => path);
  const left = schemaFaults(schema, without(value, places) as JsonValue);
  if (typeof left === "string") return left;
  const needed = new Set(left.filter(({ keyword }) => keyword === "required").map(keyOfMissing));
  const isNeeded = ({ path }: SchemaFault) => needed.has(JSON.stringify(path));
  const others = new Set(places.map((path) => JSON.stringify(path)));
  return [
    ...empty.filter(isNeeded),
    ...left.filter((fault) => fault.keyword !== "required" || !others.has(keyOfMissing(fault))),
  ];
}

function keyOfMissing({ path, text }: SchemaFault): string {
  return JSON.stringify([...path, ...quotedIn(text)]);
}

function isEmpty({ keyword, path }: SchemaFault, root: JsonObject, empties: readonly (null | "")[]): boolean {
  if (path.length === 0 || !isRecord(lookUp(root, path.slice(0, -1)))) return false;
  const value = lookUp(root, path);
  if (value === null) return empties.includes(null);
  return value === "" && empties.includes("") && OF_TEXTS.has(keyword);
}

const OF_TEXTS = new Set(["minLength", "format", "pattern", "enum", "anyOf"]);
