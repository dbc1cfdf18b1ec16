import { catalogue as builtInCatalogue } from "@riposte/integrations";
import { needs } from "../trpc.ts";
import { workspaceCatalogue } from "./workspace-catalogue.ts";

/** Everything a playbook of this workspace can use, as data. */
export const catalogue = needs("actions.read").query(async ({ ctx }) => {
  const { actions, triggers, connectors } = await workspaceCatalogue(ctx);
  return {
    actions: [...actions.values()],
    triggers: [...triggers.values()],
    /** What can be connected to, with the JSON Schemas of settings and secrets. */
    connectorTypes: [...builtInCatalogue().connectors.values()],
    /** What is connected. */
    connectors: [...connectors].map(([name, type]) => ({ name, type })),
  };
});
