import { existsSync } from "node:fs";
import { chown, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { newToken } from "@riposte/db";
import { createKeyring, loadKeyring, purposeKeys } from "@riposte/vault";
import type { User, Users } from "../root/users.ts";
import type { DataFolder } from "./folder.ts";

export interface SecretFiles {
  readonly keyring: string;
  /** What the Python worker may open, and no more. */
  readonly purposeKeys: string;
  /** This machine's own admin token. */
  readonly token: string;
}

/** Made once; readable by whoever needs each of them and by nobody else. */
export async function ensureSecretFiles(data: DataFolder, users: Users | null): Promise<SecretFiles> {
  const files = {
    keyring: data.file("keys", "keyring.json"),
    purposeKeys: data.file("runner", "purpose-keys.json"),
    token: data.file("token"),
  };
  await ownFolder(data.file("keys"), users?.riposte ?? null);
  await ownFolder(data.file("runner"), users?.runner ?? null);
  await makeOnce(files.keyring, async (draft) => void (await createKeyring(draft)));
  await own(files.keyring, users?.riposte ?? null);
  const keys = purposeKeys(await loadKeyring(files.keyring), ["payloads", "connectors"]);
  await writeFile(files.purposeKeys, keys, { mode: 0o600 });
  await own(files.purposeKeys, users?.runner ?? null);
  await makeOnce(files.token, (draft) => writeFile(draft, `${newToken()}\n`, { mode: 0o600 }));
  await own(files.token, users?.riposte ?? null);
  return files;
}

/** Under another name until it is complete: a crash in between must not leave half a key. */
async function makeOnce(path: string, make: (draft: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  await make(draft);
  await rename(draft, path);
}

export async function ownFolder(path: string, user: User | null): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await own(path, user);
}

async function own(path: string, user: User | null): Promise<void> {
  if (user !== null) await chown(path, user.uid, user.gid);
}
