import type { CallableRow } from "@riposte/db";
import { eventSchema } from "@riposte/plan";
import type { JsonObject, PlaybookEntry, TriggerEntry } from "@riposte/plan";

/** What the compiler needs to know of a playbook that another one may call. */
export function playbookEntry(row: CallableRow, triggers: ReadonlyMap<string, TriggerEntry>): PlaybookEntry {
  const { id, name, description, gives, calls } = row;
  const state = stateOf(row, triggers);
  const canBeCalled = state === "callable" || state === "off";
  const config = JSON.parse(row.config ?? "{}") as JsonObject;
  return {
    id,
    name,
    description,
    state,
    inputs: canBeCalled ? eventSchema({ trigger: row.trigger ?? "", config }, { triggers }) : null,
    gives: gives === null ? null : (JSON.parse(gives) as JsonObject),
    calls: calls === null ? [] : (JSON.parse(calls) as string[]),
  };
}

function stateOf(
  { publishedVersion, trigger, enabled }: CallableRow,
  triggers: ReadonlyMap<string, TriggerEntry>,
): PlaybookEntry["state"] {
  if (publishedVersion === null || trigger === null) return "unpublished";
  if (triggers.get(trigger)?.callable !== true) return "other";
  return enabled ? "callable" : "off";
}
