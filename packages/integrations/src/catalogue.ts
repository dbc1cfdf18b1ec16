import type { ActionEntry, JsonObject, TriggerEntry } from "@riposte/plan";
import type { ActionDefinition } from "./action.ts";
import type { ConnectorDefinition } from "./connector.ts";
import { actions, connectors, triggers } from "./registry.ts";
import { schemaOf } from "./schema-of.ts";
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

function triggerEntry(trigger: TriggerDefinition): TriggerEntry {
  const { key, name, description, config, event, eventIn, callable } = trigger;
  return {
    key,
    name,
    description,
    config: schemaOf(config, "input"),
    event: event === null ? null : schemaOf(event, "output"),
    ...(eventIn === undefined ? {} : { eventIn }),
    ...(callable === undefined ? {} : { callable }),
  };
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
