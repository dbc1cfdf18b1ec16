import type { JsonObject } from "@riposte/plan";
import { z } from "zod";
import { schemaOf } from "../schema-of.ts";
import { debounce, oneAtATime } from "./run-order.ts";

/** Also read by who takes its events. */
export const moduleTriggerConfig = z.strictObject({
  /** What its author asks for, by a JSON Schema of the module's. */
  arguments: z.record(z.string(), z.json()).default({}),
  dedupe: z
    .string()
    .nullable()
    .default(null)
    .describe("Template of the key that recognises a repeated event"),
  debounce,
  oneAtATime,
});

/** JSON Schema of the settings of a module's trigger. */
export function moduleTriggerSettings(asked: JsonObject): JsonObject {
  const own = schemaOf(moduleTriggerConfig, "input");
  const required = Array.isArray(asked["required"]) && asked["required"].length > 0;
  return {
    ...own,
    properties: { ...(own["properties"] as JsonObject), arguments: asked },
    required: required ? ["arguments"] : [],
  };
}
