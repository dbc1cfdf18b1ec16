import type { Catalogue } from "../catalogue.ts";
import { isRecord } from "../json.ts";
import type { JsonObject } from "../plan.ts";

/** JSON Schema of what a trigger brings; null where anything may come. Some let the author say it. */
export function eventSchema(
  node: { readonly trigger: string; readonly config: JsonObject },
  { triggers }: Pick<Catalogue, "triggers">,
): JsonObject | null {
  const entry = triggers.get(node.trigger);
  if (entry === undefined) return null;
  const written = entry.eventIn === undefined ? undefined : node.config[entry.eventIn];
  return isRecord(written) ? written : entry.event;
}
