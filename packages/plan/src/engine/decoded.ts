import type { Data } from "@riposte/template";
import type { InlinePayload, Payload } from "../payload.ts";
import { fromPayload, isBlob, toPayload } from "../payload.ts";

/** Many steps read the same values, above all the trigger: each is decoded once. */
const decoded = new WeakMap<InlinePayload, Data>();

export function readInline(payload: Payload): Data {
  if (isBlob(payload)) throw new Error("A blob cannot be read inside the engine.");
  const known = decoded.get(payload);
  if (known !== undefined) return known;
  const data = fromPayload(payload);
  decoded.set(payload, data);
  return data;
}

/** Written down, and not read again as long as it lies here. */
export function writeInline(data: Data): InlinePayload {
  const payload = toPayload(data);
  decoded.set(payload, data);
  return payload;
}
