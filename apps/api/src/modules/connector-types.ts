import type { ConnectorEntry } from "@riposte/integrations";
import type { JsonObject } from "@riposte/plan";
import { connectorType, isConfigured } from "./module-entries.ts";
import type { KnownModule } from "./read-modules.ts";

/** What forms ask of a connector for the module; none where it has nothing to be configured. */
export function connectorTypes({ module, definition }: KnownModule): readonly ConnectorEntry[] {
  if (!isConfigured(definition)) return [];
  const { properties, required, secrets } = definition.configuration;
  const schemaOf = (isMeant: (name: string) => boolean): JsonObject => ({
    type: "object",
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isMeant(name))),
    required: required.filter(isMeant),
  });
  return [
    {
      type: connectorType(module.name),
      name: definition.title,
      description: definition.description,
      settings: schemaOf((name) => !secrets.includes(name)),
      secrets: schemaOf((name) => secrets.includes(name)),
    },
  ];
}
