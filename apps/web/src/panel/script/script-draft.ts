import { z } from "zod";
import { NEW_ARGUMENTS, NEW_SOURCE } from "./script-text.ts";

/** A script as it stands in its editor; schemas are text, as they may be half written. */
export const scriptDraft = z.object({
  /** The version that is edited; 0: it is new. */
  base: z.int().min(0),
  name: z.string(),
  description: z.string(),
  source: z.string(),
  entry: z.enum(["main", "plain"]),
  effect: z.enum(["read", "write", "notify"]),
  idempotent: z.boolean(),
  arguments: z.string(),
  result: z.string(),
  connector: z.string(),
  connectorRequired: z.boolean(),
  timeoutSeconds: z.number(),
  memoryMb: z.number(),
});

export type ScriptDraft = z.infer<typeof scriptDraft>;

export const NEW_SCRIPT: ScriptDraft = {
  base: 0,
  name: "",
  description: "",
  source: NEW_SOURCE,
  entry: "main",
  effect: "read",
  idempotent: true,
  arguments: NEW_ARGUMENTS,
  result: "",
  connector: "",
  connectorRequired: true,
  timeoutSeconds: 60,
  memoryMb: 256,
};

/** What the server has of a script. */
export interface SavedScript {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly source: string;
  readonly definition: {
    readonly entry: "main" | "plain";
    readonly effect: "read" | "write" | "notify";
    readonly idempotent: boolean;
    readonly arguments: unknown;
    readonly result: unknown;
    readonly connector: string | null;
    readonly connectorRequired: boolean;
    readonly timeoutSeconds: number;
    readonly memoryMb: number;
  };
}

export function draftOf({ name, version, description, source, definition }: SavedScript): ScriptDraft {
  const { arguments: asked, result, connector, ...rest } = definition;
  return {
    ...rest,
    base: version,
    name,
    description,
    source,
    arguments: JSON.stringify(asked, null, 2),
    result: result === null ? "" : JSON.stringify(result, null, 2),
    connector: connector ?? "",
  };
}

export type Faults = Readonly<Partial<Record<keyof ScriptDraft, string>>>;

/** What has to be put right before it can be saved, by field. */
export function faultsOf(draft: ScriptDraft): Faults {
  const schema = schemaFault(draft.arguments) ?? objectFault(draft.arguments);
  const result = draft.result.trim() === "" ? null : schemaFault(draft.result);
  return {
    ...(/^[a-z_][a-z0-9_]{0,63}$/.test(draft.name)
      ? {}
      : { name: "A name is made of a to z, 0 to 9 and _, and starts with a letter." }),
    ...(draft.source.trim() === "" ? { source: "Write the script." } : {}),
    ...(schema === null ? {} : { arguments: schema }),
    ...(result === null ? {} : { result }),
    ...(draft.timeoutSeconds > 0 && draft.timeoutSeconds <= 86_400
      ? {}
      : { timeoutSeconds: "More than 0 seconds, one day at most." }),
    ...(draft.memoryMb >= 32 && draft.memoryMb <= 16_384 && Number.isInteger(draft.memoryMb)
      ? {}
      : { memoryMb: "A whole number from 32 to 16384." }),
  };
}

/** As `actions.save` takes it. @throws where a schema is no JSON: ask `faultsOf` before. */
export function inputOf({ arguments: asked, result, connector, ...rest }: ScriptDraft) {
  return {
    ...rest,
    arguments: JSON.parse(asked) as Record<string, never>,
    result: result.trim() === "" ? null : (JSON.parse(result) as Record<string, never>),
    connector: connector.trim() === "" ? null : connector.trim(),
  };
}

/** Of text that is a schema. */
function objectFault(text: string): string | null {
  const { type } = JSON.parse(text) as { readonly type?: unknown };
  return type === "object" ? null : 'The JSON Schema of the arguments must have "type": "object".';
}

function schemaFault(text: string): string | null {
  try {
    const schema: unknown = JSON.parse(text);
    const isObject = typeof schema === "object" && schema !== null && !Array.isArray(schema);
    return isObject ? null : "A JSON Schema is an object.";
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
