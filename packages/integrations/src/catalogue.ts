import type { ActionEntry, JsonObject, TriggerEntry } from "@riposte/plan";
import { z } from "zod";
import type { ActionDefinition } from "./action.ts";
import type { ConnectorDefinition } from "./connector.ts";
import { actions, connectors, triggers } from "./registry.ts";
import type { TriggerDefinition } from "./trigger.ts";

/** A connector type, as forms need it. */
export interface ConnectorEntry {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** JSON Schemas of objects. */
  readonly settings: JsonObject;
  readonly secrets: JsonObject;
}

/** All that is built in, as data. */
export interface BuiltIn {
  readonly actions: ReadonlyMap<string, ActionEntry>;
  readonly triggers: ReadonlyMap<string, TriggerEntry>;
  /** By type. */
  readonly connectors: ReadonlyMap<string, ConnectorEntry>;
}

export function catalogue(): BuiltIn {
  return {
    actions: new Map([...actions].map(([key, action]) => [key, actionEntry(action)])),
    triggers: new Map([...triggers].map(([key, trigger]) => [key, triggerEntry(trigger)])),
    connectors: new Map([...connectors].map(([type, connector]) => [type, connectorEntry(connector)])),
  };
}

function actionEntry(action: ActionDefinition): ActionEntry {
  const { key, version, name, description, kind, effect, idempotent, execution, timeoutMs } = action;
  return {
    key,
    version,
    name,
    description,
    kind,
    effect,
    idempotent,
    execution,
    timeoutMs,
    arguments: schemaOf(action.arguments, "input"),
    result: schemaOf(action.result, "output"),
    connector: action.connector?.type ?? null,
    connectorRequired: action.connectorRequired,
    script: null,
  };
}

function triggerEntry({ key, name, description, config, event }: TriggerDefinition): TriggerEntry {
  const shown = event === null ? null : schemaOf(event, "output");
  return { key, name, description, config: schemaOf(config, "input"), event: shown };
}

function connectorEntry({ type, name, description, settings, secrets }: ConnectorDefinition): ConnectorEntry {
  return {
    type,
    name,
    description,
    settings: schemaOf(settings, "input"),
    secrets: schemaOf(secrets, "input"),
  };
}

/** Input: what the author writes, so that a default makes a field optional. Output: what is there afterwards. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, override: plainIntegers });
  return rest as JsonObject;
}

/** Our integers have no bounds but those that were asked for; zod adds JavaScript's. */
function plainIntegers({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}
