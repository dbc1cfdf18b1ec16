import type { ModuleVersion } from "@riposte/db";
import { moduleTriggerSettings } from "@riposte/integrations";
import type { ActionEntry, JsonObject, PlanNetwork, PlanScript, TriggerEntry } from "@riposte/plan";
import { moduleDefinition } from "./module-definition.ts";
import type { ModuleDefinition } from "./module-definition.ts";

/** Its SDK alone takes some hundred megabytes of addresses. */
const MEMORY_MB = 1_024;
const TIMEOUT_MS = 300_000;
/** The format does not say which hosts an action calls. */
const NETWORK: PlanNetwork = { internet: true, hosts: [] };

/** What connectors for a module are. */
export function connectorType(name: string): string {
  return `module.${name}`;
}

/** How the compiler and the catalogue see the actions of a module. Its author says nothing of effects: all may write. */
export function moduleEntries({ module, version }: ModuleVersion): readonly ActionEntry[] {
  const definition = moduleDefinition.parse(JSON.parse(version.definition));
  return definition.actions.map((action) => ({
    key: `module.${module.name}.${action.name}`,
    version: version.version,
    name: `${definition.title}: ${action.title}`,
    description: action.description,
    kind: "script",
    effect: "write",
    idempotent: false,
    execution: "script",
    arguments: action.arguments,
    result: action.result,
    ...connectorOf(module.name, definition),
    timeoutMs: TIMEOUT_MS,
    module: module.name,
    uuid: action.uuid,
    ...(Object.keys(action.branches).length === 0 ? {} : { branches: action.branches }),
    script: scriptOf({ module, version }, definition, action),
  }));
}

/** Its triggers. One that came when they were not run yet is none before its module is added again. */
export function moduleTriggers({ module, version }: ModuleVersion): readonly TriggerEntry[] {
  const definition = moduleDefinition.parse(JSON.parse(version.definition));
  return definition.triggers.flatMap(({ name, ...trigger }) =>
    name === undefined
      ? []
      : [
          {
            key: `module.${module.name}.${name}`,
            name: `${definition.title}: ${trigger.title}`,
            description: trigger.description,
            config: moduleTriggerSettings(trigger.arguments),
            event: trigger.result,
            source: {
              script: scriptOf({ module, version }, definition, { ...trigger, name }),
              ...connectorOf(module.name, definition),
            },
            module: module.name,
            uuid: trigger.uuid,
          },
        ],
  );
}

function connectorOf(module: string, definition: ModuleDefinition) {
  return {
    connector: isConfigured(definition) ? connectorType(module) : null,
    connectorRequired: definition.configuration.required.length > 0,
  };
}

function scriptOf(
  { module, version }: ModuleVersion,
  { python, environment }: ModuleDefinition,
  item: { readonly name: string; readonly command: string; readonly arguments: JsonObject },
): PlanScript {
  return {
    hash: version.scriptHash,
    entry: "module",
    command: item.command,
    memoryMb: MEMORY_MB,
    network: NETWORK,
    name: `${module.name}.${item.name}`,
    arguments: item.arguments,
    ...(python === undefined ? {} : { python }),
    ...(environment === undefined ? {} : { requirements: environment }),
  };
}

export function isConfigured({ configuration }: ModuleDefinition): boolean {
  return Object.keys(configuration.properties).length > 0;
}
