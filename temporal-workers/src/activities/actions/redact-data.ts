import type { Data } from "@riposte/template";
import { hidesNothing } from "@riposte/vault";
import type { Redact } from "@riposte/vault";

/** Value by value, keys too, so that what comes out is still data. A number that is a secret becomes text. */
export function redactData(data: Data, redact: Redact): Data {
  if (redact === hidesNothing) return data;
  if (typeof data === "string") return redact(data);
  if (typeof data === "bigint" || typeof data === "number") {
    const text = String(data);
    const shown = redact(text);
    return shown === text ? data : shown;
  }
  if (Array.isArray(data)) return data.map((item) => redactData(item, redact));
  if (data instanceof Map) {
    return new Map([...data].map(([key, value]) => [redact(key), redactData(value, redact)]));
  }
  return data;
}
