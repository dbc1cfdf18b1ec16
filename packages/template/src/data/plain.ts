import type { Data } from "../data.ts";
import { DataError } from "../error.ts";
import { MAX_DATA_DEPTH } from "./decode-data.ts";

/** Plain JavaScript: integers become numbers where that is exact, dicts objects (integer-like keys then move first). */
export function toPlain(data: Data): unknown {
  if (typeof data === "bigint") return isSafe(data) ? Number(data) : data;
  if (Array.isArray(data)) return data.map(toPlain);
  if (data instanceof Map) {
    const plain: Record<string, unknown> = {};
    for (const [key, value] of data) setOwn(plain, key, toPlain(value));
    return plain;
  }
  return data;
}

/** The value of plain JavaScript data; whole numbers become integers, `undefined` members are left out. */
export function fromPlain(plain: unknown): Data {
  return convert(plain, 0);
}

function convert(plain: unknown, depth: number): Data {
  if (depth > MAX_DATA_DEPTH)
    throw new DataError(`The value is nested deeper than ${MAX_DATA_DEPTH} levels.`);
  if (plain === null || plain === undefined) return null;
  if (typeof plain === "string" || typeof plain === "boolean" || typeof plain === "bigint") return plain;
  if (typeof plain === "number") return convertNumber(plain);
  if (Array.isArray(plain)) return plain.map((item) => convert(item, depth + 1));
  if (typeof plain !== "object") throw new DataError(`A ${typeof plain} is no data.`);
  const entries = plain instanceof Map ? plain : Object.entries(plain);
  const dict = new Map<string, Data>();
  for (const [key, value] of entries) {
    if (value !== undefined) dict.set(String(key), convert(value, depth + 1));
  }
  return dict;
}

function convertNumber(number: number): Data {
  if (!Number.isFinite(number)) throw new DataError("NaN and infinity are no data.");
  return Number.isSafeInteger(number) && !Object.is(number, -0) ? BigInt(number) : number;
}

function isSafe(integer: bigint): boolean {
  return integer >= BigInt(Number.MIN_SAFE_INTEGER) && integer <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** Plain assignment of `__proto__` would set the prototype. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}
