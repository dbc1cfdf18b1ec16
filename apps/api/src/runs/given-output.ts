import { payloadOf } from "@riposte/blobs";
import { valueFaults } from "@riposte/plan";
import type { JsonObject, JsonValue, Payload, ValueFault } from "@riposte/plan";
import { decodeData, encodeData } from "@riposte/template";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";

/** What the action says it gives; null where it says nothing. */
export async function resultSchema(
  ctx: Context,
  step: { readonly kind: string; readonly action?: string } | undefined,
): Promise<JsonObject | null> {
  if (step?.kind !== "action" || step.action === undefined) return null;
  const { actions } = await workspaceCatalogue(ctx);
  return actions.get(step.action)?.result ?? null;
}

/** An output that a person gives in an action's place, as JSON text; held against what the action says it gives. */
export async function givenOutput(
  ctx: Context,
  step: { readonly kind: string; readonly action?: string; readonly label: string },
  text: string,
): Promise<Payload> {
  const json = readJson(text, "output");
  const schema = await resultSchema(ctx, step);
  const faults = schema === null ? [] : valueFaults(schema, JSON.parse(json) as JsonValue);
  if (faults.length > 0) {
    const message = `This is not what "${step.label}" gives, and what follows relies on it: ${faultsInWords(faults)}.`;
    throw new UserError("bad_request", message, { field: "output" });
  }
  return payloadOf(ctx.services.blobs, ctx.actor.workspaceId, json);
}

const MOST_FAULTS = 10;

export function faultsInWords(faults: readonly ValueFault[]): string {
  const told = faults.slice(0, MOST_FAULTS);
  const words = told.map(({ path, text }) => `${path === "" ? "it" : `"${path}"`} ${text}`);
  const more = faults.length - told.length;
  return [...words, ...(more === 0 ? [] : [`and ${more} more`])].join("; ");
}

/** As it is stored. @throws UserError where it is none, at that field. */
export function readJson(text: string, field: "output" | "data"): string {
  try {
    return encodeData(decodeData(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("bad_request", `The ${field} is not JSON: ${reason}`, {
      field,
      cause: error,
    });
  }
}
