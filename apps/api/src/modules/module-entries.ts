import type { ModuleVersion } from "@riposte/db";
import type { ActionEntry, PlanNetwork } from "@riposte/plan";
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
  const { python, environment, configuration } = definition;
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
    connector: isConfigured(definition) ? connectorType(module.name) : null,
    connectorRequired: configuration.required.length > 0,
    timeoutMs: TIMEOUT_MS,
    module: module.name,
    uuid: action.uuid,
    ...(Object.keys(action.branches).length === 0 ? {} : { branches: action.branches }),
    script: {
      hash: version.scriptHash,
      entry: "module",
      command: action.command,
      memoryMb: MEMORY_MB,
      network: NETWORK,
      name: `${module.name}.${action.name}`,
      arguments: action.arguments,
      ...(python === undefined ? {} : { python }),
      ...(environment === undefined ? {} : { requirements: environment }),
    },
  }));
}

export function isConfigured({ configuration }: ModuleDefinition): boolean {
  return Object.keys(configuration.properties).length > 0;
}
