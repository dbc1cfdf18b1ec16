import { parseCached, render } from "@riposte/template";
import type { Data } from "@riposte/template";

/** A database index must be able to hold it. */
export const LONGEST_KEY = 500;

/**
 * What is compared when an event is held against a wait: 7 and "7" are the same key, for one side often comes out of a
 * text. Null for what is no key: nothing, an empty text, a list, a dict, something long.
 */
export function keyText(value: Data, semantics?: number): string | null {
  if (!["string", "bigint", "number", "boolean"].includes(typeof value)) return null;
  const text =
    typeof value === "string" ? value : render(AS_TEXT, new Map([["value", value]]), { semantics });
  return text === "" || text.length > LONGEST_KEY ? null : text;
}

const AS_TEXT = parseCached("{{ value }}");
