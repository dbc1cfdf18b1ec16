import { existsSync, unwatchFile, watchFile } from "node:fs";
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

const FOLLOW_EVERY_MS = 1_000;

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
  await writePurposeKeys(files, users);
  await makeOnce(files.token, (draft) => writeFile(draft, `${newToken()}\n`, { mode: 0o600 }));
  await own(files.token, users?.riposte ?? null);
  return files;
}

/** The Python worker's keys follow the key ring. Ends with the signal. */
export function followKeyring(
  files: SecretFiles,
  around: {
    readonly users: Users | null;
    readonly stop: AbortSignal;
    readonly say: (message: string) => void;
  },
): void {
  const follow = () => {
    writePurposeKeys(files, around.users).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      around.say(`The key ring has changed, but the runner's keys could not be written: ${why}`);
    });
  };
  watchFile(files.keyring, { interval: FOLLOW_EVERY_MS }, follow);
  around.stop.addEventListener("abort", () => unwatchFile(files.keyring, follow), { once: true });
}

async function writePurposeKeys(files: SecretFiles, users: Users | null): Promise<void> {
  const keys = purposeKeys(await loadKeyring(files.keyring), ["payloads", "connectors"]);
  const draft = `${files.purposeKeys}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, keys, { mode: 0o600, flag: "wx" });
  await own(draft, users?.runner ?? null);
  await rename(draft, files.purposeKeys);
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
