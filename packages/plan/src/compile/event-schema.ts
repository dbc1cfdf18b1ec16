import type { Catalogue, TriggerEntry } from "../catalogue.ts";
import { isRecord } from "../json.ts";
import type { JsonObject, JsonValue } from "../plan.ts";

/** JSON Schema of what a trigger brings; null where anything may come. Some let the author say it. */
export function eventSchema(
  node: { readonly trigger: string; readonly config: JsonObject },
  { triggers }: Pick<Catalogue, "triggers">,
): JsonObject | null {
  const entry = triggers.get(node.trigger);
  if (entry === undefined) return null;
  const { eventIn } = entry;
  if (eventIn === undefined) return entry.event;
  const said = node.config[eventIn] ?? unsaid(entry, eventIn);
  return isObject(said) ? said : entry.event;
}

/** What holds where the author has said nothing. */
function unsaid({ config: { properties } }: TriggerEntry, setting: string): JsonValue | undefined {
  const schema = isObject(properties) ? properties[setting] : undefined;
  return isObject(schema) ? schema["default"] : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return isRecord(value);
}
