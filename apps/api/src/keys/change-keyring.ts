import { lockKeyring } from "@riposte/db";
import type { Database } from "@riposte/db";
import { loadKeyring, replaceKeyring } from "@riposte/vault";
import type { Keyring } from "@riposte/vault";
import type { Services } from "../services.ts";
import { UserError } from "../user-error.ts";

const READ_ONLY: ReadonlySet<unknown> = new Set(["EACCES", "EPERM", "EROFS"]);

/** What `change` gives takes the ring's place once all of it has gone well, while nobody else changes it. */
export function changeKeyring<Result>(
  { db, keyring: path }: Pick<Services, "db" | "keyring">,
  change: (ring: Keyring, tx: Database) => Promise<{ readonly ring: Keyring; readonly result: Result }>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await lockKeyring(tx);
    const { ring, result } = await change(await loadKeyring(path), tx);
    try {
      await replaceKeyring(path, ring);
    } catch (error) {
      if (!READ_ONLY.has((error as NodeJS.ErrnoException).code)) throw error;
      const message =
        `The key ring ${path} cannot be written by this server: change the file where it comes from, ` +
        "in the three steps that docs/operating.md tells.";
      throw new UserError("conflict", message, { cause: error });
    }
    return result;
  });
}
