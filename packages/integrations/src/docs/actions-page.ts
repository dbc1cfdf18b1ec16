import type { ActionDefinition } from "../action.ts";
import type { ConnectorDefinition } from "../connector.ts";
import type { TriggerDefinition } from "../trigger.ts";
import type { Vendor } from "../vendor.ts";
import { fieldList } from "./field-list.ts";

const effects = { read: "reads", write: "changes something", notify: "tells somebody" } as const;

/** `docs/actions.md`, whole. */
export function actionsPage(vendors: readonly Vendor[]): string {
  const sections = vendors.flatMap((vendor) => [
    `## ${vendor.name}`,
    ...vendor.triggers.map(triggerSection),
    ...vendor.actions.map(actionSection),
    ...vendor.connectors.map(connectorSection),
  ]);
  const intro = [
    "# Actions, triggers and connectors",
    "Made from the definitions in `packages/integrations` by `pnpm --filter @riposte/integrations write-docs`; do not edit.",
    "An argument that is not required may be left out by its data, too: null counts as left out, in its fields and in the entries of an object of texts such as `headers` as well, and so does an empty text where one of a certain form or length is asked for. Where any JSON value may stand, null is sent as null.",
  ];
  return `${[...intro, ...sections].join("\n\n")}\n`;
}

function actionSection(action: ActionDefinition): string {
  const { key, name, description, effect, idempotent, execution, connector, connectorRequired } = action;
  const facts = [
    effects[effect],
    idempotent ? "may be repeated without harm" : "is not repeated by itself",
    execution === "short" ? "short" : `may take up to ${action.timeoutMs / 1_000} s`,
    ...(connector === null
      ? []
      : [`${connectorRequired ? "needs" : "can use"} a connector of type \`${connector.type}\``]),
  ];
  return join([
    `### ${name} (\`${key}\`)`,
    `${description} It ${facts.join("; ")}.`,
    fieldList(action.arguments, "Arguments"),
    ...action.examples.flatMap((example) => ["Example:", jsonBlock(example)]),
  ]);
}

function triggerSection({ key, name, description, config, examples }: TriggerDefinition): string {
  const parts = examples.flatMap((example) => ["Example:", jsonBlock(example)]);
  return join([`### Trigger: ${name} (\`${key}\`)`, description, fieldList(config, "Settings"), ...parts]);
}

function connectorSection({ type, name, description, settings, secrets }: ConnectorDefinition): string {
  return join([
    `### Connector: ${name} (\`${type}\`)`,
    description,
    fieldList(settings, "Settings"),
    fieldList(secrets, "Secrets"),
  ]);
}

function jsonBlock(example: object): string {
  return ["```", JSON.stringify(example, null, 2), "```"].join("\n");
}

function join(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join("\n\n");
}
