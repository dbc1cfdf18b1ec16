import type { Data } from "@riposte/template";
import type { Payload } from "../../payload.ts";
import { fromPayload, isBlob, NULL_PAYLOAD } from "../../payload.ts";
import type { Values } from "../turn.ts";

export function valueOf(values: Values, field: string): Payload {
  return values[field] ?? NULL_PAYLOAD;
}

/** As a text for people: of what is too large to lie here, its beginning. */
export function textOf(values: Values, field: string): string {
  const payload = valueOf(values, field);
  if (isBlob(payload)) return payload.preview;
  const data = fromPayload(payload);
  if (data === null) return "";
  return typeof data === "string" ? data : payload.json;
}

/** Null for what is too large to lie here. */
export function smallValue(values: Values, field: string): Data {
  const payload = valueOf(values, field);
  return isBlob(payload) ? null : fromPayload(payload);
}
