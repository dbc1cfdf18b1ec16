import type { ConnectorRow } from "@riposte/db";
import type { Vault } from "@riposte/vault";

export type Secrets = Readonly<Record<string, string>>;

export function sealSecrets(vault: Vault, connectorId: string, secrets: Secrets): Uint8Array {
  return vault.seal("connectors", connectorId, Buffer.from(JSON.stringify(secrets), "utf8"));
}

/** Saving it again, even unchanged, seals it with the key of now. */
export function isSealedNow(vault: Vault, { secrets }: Pick<ConnectorRow, "secrets">): boolean {
  return secrets.byteLength === 0 || vault.isCurrent(secrets);
}

/** Only to keep those that are not replaced, and to name them: never for an answer. */
export function openSecrets(vault: Vault, connector: Pick<ConnectorRow, "id" | "secrets">): Secrets {
  if (connector.secrets.byteLength === 0) return {};
  const bytes = vault.unseal("connectors", connector.id, connector.secrets);
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Secrets;
}
