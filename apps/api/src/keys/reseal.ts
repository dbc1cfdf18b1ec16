import { listSealed, resealRow } from "@riposte/db";
import type { Database, SealedRow } from "@riposte/db";
import type { Vault } from "@riposte/vault";

/** Seals with the key of now what another one sealed. Gives how many rows there were. */
export async function reseal(db: Database, vault: Vault): Promise<number> {
  let changed = 0;
  for (const row of await sealedBefore(db, vault)) {
    const { table, id, sealed } = row;
    if (await resealRow(db, row, vault.seal(table, id, vault.unseal(table, id, sealed)))) changed += 1;
  }
  return changed;
}

export async function sealedBefore(db: Database, vault: Vault): Promise<readonly SealedRow[]> {
  return (await listSealed(db)).filter(({ sealed }) => !vault.isCurrent(sealed));
}
