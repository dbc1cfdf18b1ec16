import { getConnector } from "@riposte/db";
import type { Database } from "@riposte/db";
import { ActionError } from "@riposte/integrations";
import type { ActionDefinition, ConnectorDefinition, ConnectorValues } from "@riposte/integrations";
import { SealBroken, secretTexts } from "@riposte/vault";
import type { Vault } from "@riposte/vault";
import type { z } from "zod";

export interface OpenedConnector {
  readonly values: ConnectorValues | null;
  /** What must not be written anywhere. */
  readonly secrets: readonly string[];
}

interface Wanted {
  readonly workspaceId: string;
  /** As the step names it. */
  readonly name: string | null;
  readonly action: ActionDefinition;
}

/** @throws ActionError `connector_missing`, whatever it lacks. */
export async function openConnector(
  { db, vault }: { readonly db: Database; readonly vault: Vault },
  { workspaceId, name, action }: Wanted,
): Promise<OpenedConnector> {
  const definition = action.connector;
  if (name === null || definition === null) {
    if (definition === null || !action.connectorRequired) return { values: null, secrets: [] };
    throw missing(`${action.name} needs a connector of type ${definition.type}. Choose one in the step.`);
  }
  const row = await getConnector(db, workspaceId, name);
  if (row === null) throw missing(`There is no connector ${name}. Create it or choose another in the step.`);
  if (row.type !== definition.type) {
    throw missing(`Connector ${name} is of type ${row.type}; ${action.name} needs ${definition.type}.`);
  }
  if (row.runnerGroup !== null) {
    throw missing(
      `Connector ${name} is for the runner group ${row.runnerGroup}, where only scripts run; ${action.name} runs in Riposte itself. Choose another connector in the step.`,
    );
  }
  const secrets = unsealSecrets(vault, row.id, row.secrets, name);
  const values = {
    settings: check(definition, "settings", JSON.parse(row.settings), name),
    secrets: check(definition, "secrets", secrets, name),
  };
  return { values, secrets: secretTexts(secrets) };
}

function unsealSecrets(vault: Vault, id: string, sealed: Uint8Array, name: string): unknown {
  if (sealed.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(vault.unseal("connectors", id, sealed)).toString("utf8"));
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw missing(`The secrets of connector ${name} do not open with this key ring. Enter them again.`);
  }
}

function check(
  definition: ConnectorDefinition,
  part: "settings" | "secrets",
  values: unknown,
  name: string,
): z.output<z.ZodObject> {
  const checked = definition[part].safeParse(values);
  if (checked.success) return checked.data;
  const fields = checked.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw missing(
    `Connector ${name} is not complete: correct its ${part}${fields === "" ? "" : ` (${fields})`}.`,
  );
}

function missing(message: string): ActionError {
  return new ActionError("connector_missing", message);
}
