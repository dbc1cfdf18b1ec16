import type { CurrentAction } from "@riposte/db";
import type { ActionEntry } from "@riposte/plan";
import { z } from "zod";

const jsonObject = z.record(z.string(), z.json());

/** What a version of an uploaded action says of itself; stored beside its source. */
export const actionDefinition = z
  .object({
    /** `main` calls the function `main` with the arguments; `plain` runs the file with the request on stdin. */
    entry: z.enum(["main", "plain"]),
    effect: z.enum(["read", "write", "notify"]),
    /** Doing it twice is as doing it once: a lost attempt may be repeated. */
    idempotent: z.boolean().default(false),
    /** JSON Schema of an object. */
    arguments: jsonObject
      .default({ type: "object" })
      .refine(
        (schema) => schema.type === "object",
        'The JSON Schema of the arguments must have "type": "object".',
      ),
    /** JSON Schema; null: not declared. */
    result: jsonObject.nullable().default(null),
    /** The connector type it needs, if any. */
    connector: z.string().min(1).max(100).nullable().default(null),
    connectorRequired: z.boolean().default(true),
    timeoutSeconds: z.number().positive().max(86_400).default(60),
    memoryMb: z.int().min(32).max(16_384).default(256),
  })
  .strict();

/** How the compiler and the catalogue see an uploaded action. */
export function scriptEntry({ action, version }: CurrentAction): ActionEntry {
  const definition = actionDefinition.parse(JSON.parse(version.definition));
  return {
    key: `script.${action.name}`,
    version: version.version,
    name: action.name,
    description: action.description,
    kind: "script",
    effect: definition.effect,
    idempotent: definition.idempotent,
    execution: "script",
    arguments: definition.arguments,
    result: definition.result,
    connector: definition.connector,
    connectorRequired: definition.connector !== null && definition.connectorRequired,
    script: {
      hash: version.scriptHash,
      entry: definition.entry,
      memoryMb: definition.memoryMb,
      name: action.name,
      arguments: definition.arguments,
    },
    timeoutMs: definition.timeoutSeconds * 1_000,
  };
}
