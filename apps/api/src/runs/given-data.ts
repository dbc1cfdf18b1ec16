import { payloadOf } from "@riposte/blobs";
import { givenField, itemsOf, valueFaults } from "@riposte/plan";
import type { JsonObject, JsonValue, Payload, PlanStep, SetStep } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";
import { faultsInWords, readJson } from "./given-output.ts";

/** What a step takes by its schema, where a person can give it that; null: nothing is said of it. */
export async function takenSchema(ctx: Context, step: PlanStep): Promise<JsonObject | null> {
  if (step.kind === "action") {
    if (step.script?.arguments) return step.script.arguments;
    return (await workspaceCatalogue(ctx)).actions.get(step.action)?.arguments ?? null;
  }
  if (step.kind !== "sub_playbook") return null;
  return (await workspaceCatalogue(ctx)).playbooks?.get(step.playbook.id)?.inputs ?? null;
}

/** Data that a person gives a step in place of what was rendered, as JSON text; held against what it takes. */
export async function givenData(ctx: Context, step: PlanStep, text: string): Promise<Payload> {
  const field = givenField(step.kind);
  if (field === null) {
    const message = `"${step.label}" is given nothing that could be changed: have it go on, or give an output in its place.`;
    throw refused(message);
  }
  const json = readJson(text, "data");
  const shape = shapeFault(step, field, decodeData(json));
  if (shape !== null) throw refused(`"${step.label}" takes ${shape}.`);
  const schema = await takenSchema(ctx, step);
  const faults = schema === null ? [] : valueFaults(schema, JSON.parse(json) as JsonValue);
  if (faults.length > 0) {
    throw refused(`This is not what "${step.label}" takes: ${faultsInWords(faults)}.`);
  }
  return payloadOf(ctx.services.blobs, ctx.actor.workspaceId, json);
}

/** What it has to be; null: it is. */
function shapeFault(step: PlanStep, field: string, data: Data): string | null {
  if (step.kind === "set") return variablesFault(step, data);
  if (field === "body") return null;
  if (field === "over") return itemsOf(data) === null ? "a list, an object or a text" : null;
  return data instanceof Map ? null : "an object";
}

/** All that it sets, and nothing else: later steps read it. */
function variablesFault({ assignments }: SetStep, data: Data): string | null {
  const names = assignments.flatMap(({ name, operation }) => (operation === "unset" ? [] : [name]));
  if (data instanceof Map && data.size === names.length && names.every((name) => data.has(name))) return null;
  return `an object with ${names.map((name) => `"${name}"`).join(", ")} and nothing else`;
}

function refused(message: string): UserError {
  return new UserError("bad_request", message, { field: "data" });
}
