import type { JsonObject } from "./plan.ts";

/** What an on-error playbook is started with: the trigger "A run failed" brings the same. */
export const FAILED_RUN: JsonObject = {
  type: "object",
  properties: {
    run: object({ id: text("The run that failed"), created_at: text("When it was accepted, ISO 8601") }),
    playbook: object({ id: text("Its playbook"), name: text(""), version: { type: "integer" } }),
    error: object({ code: text("Which failure it was"), message: text("What happened") }),
    failed_step: {
      anyOf: [
        object({ id: text(""), name: text("What templates call it"), label: text("What people call it") }),
        { type: "null" },
      ],
      description: "The step that failed the run; null where none did",
    },
    event: object({
      run: text("The run under which the event is kept"),
      bytes: { type: "integer", description: "How long it is" },
      preview: text("Its beginning"),
    }),
  },
  required: ["run", "playbook", "error", "failed_step", "event"],
  additionalProperties: false,
};

function object(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function text(description: string): JsonObject {
  return description === "" ? { type: "string" } : { type: "string", description };
}
