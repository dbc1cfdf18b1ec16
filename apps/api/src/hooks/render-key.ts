import { encodeData, evaluate, parse } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { Refusal } from "./refusal.ts";

/** What a trigger's template makes of an event; null where it comes to nothing. */
export function renderKey(what: string, source: string, event: Data): string | null | Refusal {
  try {
    const value = evaluate(parse(source), new Map([["trigger", event]]));
    if (value === null || value === "") return null;
    return typeof value === "string" ? value : encodeData(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The trigger's ${what} could not be made from this event: ${why}`;
    return { status: 400, reason: "key_template", message };
  }
}
