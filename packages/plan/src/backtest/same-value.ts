import { decodeData, encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { isBlob } from "../payload.ts";
import type { Payload } from "../payload.ts";

/** The same text for the same value, whatever the order of keys; a large value is told by its hash. */
export function valueKey(payload: Payload | null): string {
  if (payload === null) return "";
  if (isBlob(payload)) return `blob ${payload.hash}`;
  return encodeData(inOrder(decodeData(payload.json)));
}

function inOrder(data: Data): Data {
  if (Array.isArray(data)) return data.map(inOrder);
  if (!(data instanceof Map)) return data;
  const entries = [...data].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([key, value]) => [key, inOrder(value)]));
}
