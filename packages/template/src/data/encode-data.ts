import type { Data } from "../data.ts";
import { DataError } from "../error.ts";
import { MAX_DATA_DEPTH, MAX_INTEGER_DIGITS } from "./decode-data.ts";
import { isTooLong } from "./integer-length.ts";
import { floatRepr } from "../python/float-repr.ts";

/** JSON text that `decodeData` reads back to the same value: integers whole, floats with a point, keys in order. */
export function encodeData(data: Data): string {
  const out: string[] = [];
  write(data, out, 0);
  return out.join("");
}

function write(data: Data, out: string[], depth: number): void {
  if (depth > MAX_DATA_DEPTH)
    throw new DataError(`The value is nested deeper than ${MAX_DATA_DEPTH} levels.`);
  if (data === null) out.push("null");
  else if (typeof data === "string") out.push(JSON.stringify(data));
  else if (typeof data === "number") out.push(encodeFloat(data));
  else if (typeof data === "boolean") out.push(String(data));
  else if (typeof data === "bigint") out.push(encodeInteger(data));
  else if (Array.isArray(data)) writeList(data, out, depth);
  else writeDict(data, out, depth);
}

function encodeInteger(integer: bigint): string {
  if (isTooLong(integer)) throw new DataError(`An integer may have at most ${MAX_INTEGER_DIGITS} digits.`);
  return String(integer);
}

function encodeFloat(float: number): string {
  if (!Number.isFinite(float)) throw new DataError("NaN and infinity have no JSON form.");
  return floatRepr(float);
}

function writeList(list: readonly Data[], out: string[], depth: number): void {
  out.push("[");
  let first = true;
  for (const item of list) {
    if (!first) out.push(",");
    first = false;
    write(item, out, depth + 1);
  }
  out.push("]");
}

function writeDict(dict: ReadonlyMap<string, Data>, out: string[], depth: number): void {
  out.push("{");
  let first = true;
  for (const [key, value] of dict) {
    if (!first) out.push(",");
    first = false;
    out.push(JSON.stringify(key), ":");
    write(value, out, depth + 1);
  }
  out.push("}");
}
