import type { Data } from "../data.ts";
import { DataError } from "../error.ts";
import { MAX_DATA_DEPTH, MAX_INTEGER_DIGITS } from "./decode-data.ts";
import { isTooLong } from "./integer-length.ts";
import { floatRepr } from "../python/float-repr.ts";

/** The JSON text of a list or dict that is known already. */
export type KnownText = (data: object) => string | undefined;

/**
 * JSON text that `decodeData` reads back to the same value: integers whole, floats with a point, keys in order. What has a
 * known text is not written anew; it counts as one level deep.
 */
export function encodeData(data: Data, known: KnownText = NONE_KNOWN): string {
  const out: string[] = [];
  write(data, { out, known }, 0);
  return out.join("");
}

const NONE_KNOWN: KnownText = () => undefined;

interface Writing {
  readonly out: string[];
  readonly known: KnownText;
}

function write(data: Data, writing: Writing, depth: number): void {
  const { out } = writing;
  if (depth > MAX_DATA_DEPTH)
    throw new DataError(`The value is nested deeper than ${MAX_DATA_DEPTH} levels.`);
  if (data === null) out.push("null");
  else if (typeof data === "string") out.push(JSON.stringify(data));
  else if (typeof data === "number") out.push(encodeFloat(data));
  else if (typeof data === "boolean") out.push(String(data));
  else if (typeof data === "bigint") out.push(encodeInteger(data));
  else {
    const text = writing.known(data);
    if (text !== undefined) out.push(text);
    else if (Array.isArray(data)) writeList(data, writing, depth);
    else writeDict(data, writing, depth);
  }
}

function encodeInteger(integer: bigint): string {
  if (isTooLong(integer)) throw new DataError(`An integer may have at most ${MAX_INTEGER_DIGITS} digits.`);
  return String(integer);
}

function encodeFloat(float: number): string {
  if (!Number.isFinite(float)) throw new DataError("NaN and infinity have no JSON form.");
  return floatRepr(float);
}

function writeList(list: readonly Data[], writing: Writing, depth: number): void {
  const { out } = writing;
  out.push("[");
  let first = true;
  for (const item of list) {
    if (!first) out.push(",");
    first = false;
    write(item, writing, depth + 1);
  }
  out.push("]");
}

function writeDict(dict: ReadonlyMap<string, Data>, writing: Writing, depth: number): void {
  const { out } = writing;
  out.push("{");
  let first = true;
  for (const [key, value] of dict) {
    if (!first) out.push(",");
    first = false;
    out.push(JSON.stringify(key), ":");
    write(value, writing, depth + 1);
  }
  out.push("}");
}
