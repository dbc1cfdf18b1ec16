import type { JsonObject, PlanEventSource } from "../plan.ts";
import type { DraftWithoutFlow } from "./draft.ts";

/** What graphs call the webhook of the playbook they belong to. */
export const OWN_WEBHOOK = "webhook";
/** What plans call it: a playbook that is not published yet has no other name for it. */
export const OWN_SOURCE = "own";

type World = Pick<DraftWithoutFlow, "catalogue">;

/** JSON Schema of the events that come from there; null where anything may come. */
export function sourceSchema({ catalogue }: World, source: string): JsonObject | null {
  if (source === OWN_WEBHOOK) return catalogue.triggers.get("webhook")?.event ?? null;
  return catalogue.events?.get(source)?.event ?? null;
}

/** Pinned by its id, so that a playbook that waits goes on waiting for one that was given another name. */
export function plannedSource({ catalogue }: World, source: string): PlanEventSource {
  if (source === OWN_WEBHOOK) return { id: OWN_SOURCE, name: "this playbook's webhook" };
  const found = catalogue.events?.get(source);
  if (found === undefined) throw new Error(`The source ${source} was not checked.`);
  return { id: found.id, name: found.name };
}
