import { ActionError, actions, readArguments } from "@riposte/integrations";
import { schemaMismatch } from "@riposte/plan";
import type { ActionStep, JsonObject } from "@riposte/plan";
import { decodeData, encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { z } from "zod";

/** What a call will say against its arguments (JSON text); null where nothing is known against them. */
export function refusal(action: string, json: string | null): string | null {
  const definition = actions.get(action);
  if (definition === undefined || json === null) return null;
  return objection(() => readArguments(definition, decodeData(json)));
}

interface Argument {
  readonly name: string;
  /** JSON text. */
  readonly json: string;
  /** What of it nobody knows yet. */
  readonly open: readonly unknown[];
}

type Called = Pick<ActionStep, "action" | "script">;

/** The same before all of them are known: one that is missing or wrong is so whatever becomes of the others. */
export function refusalSoFar({ action, script }: Called, args: readonly Argument[]): string | null {
  const open = new Set(args.filter((each) => each.open.length > 0).map(({ name }) => name));
  const known = new Map<string, Data>(
    args.flatMap(({ name, json }) => (open.has(name) ? [] : [[name, decodeData(json)]])),
  );
  const definition = actions.get(action);
  if (definition === undefined) return scriptObjection(action, script?.arguments ?? null, { open, known });
  const { name, arguments: all } = definition;
  if (open.size === 0) return objection(() => readArguments(definition, known));
  const fields = z.strictObject(Object.fromEntries(without(all.shape, open)));
  return objection(() => readArguments({ name, arguments: fields }, known));
}

interface SoFar {
  readonly open: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Data>;
}

/** What holds for each argument by itself; what the schema says of several together waits until all are known. */
function scriptObjection(action: string, schema: JsonObject | null, { open, known }: SoFar): string | null {
  if (schema === null) return null;
  const { properties = {}, required = [] } = schema;
  const single = {
    ...Object.fromEntries(Object.entries(schema).filter(([key]) => SINGLE.has(key))),
    properties: Object.fromEntries(without(properties as JsonObject, open)),
    required: (required as readonly string[]).filter((name) => !open.has(name)),
  };
  const failure = schemaMismatch(open.size === 0 ? schema : single, encodeData(new Map(known)), {
    called: action,
    before: "",
    advice: "",
  });
  return failure === null ? null : failure.message.trim();
}

const SINGLE = new Set(["type", "additionalProperties", "$defs", "definitions"]);

function without<Value>(fields: Readonly<Record<string, Value>>, names: ReadonlySet<string>) {
  return Object.entries(fields).filter(([name]) => !names.has(name));
}

function objection(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof ActionError) return error.message;
    throw error;
  }
}
