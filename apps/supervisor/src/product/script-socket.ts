import { chmod, chown, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DataFolder } from "../data/folder.ts";
import { ownFolder } from "../data/keys.ts";
import type { Users } from "../root/users.ts";
import { shortHash } from "../setup/wheel.ts";

/** What the kernel has room for, with the zero at its end. */
const LONGEST_PATH = 107;

export interface ScriptSocket {
  /** Null where it would be too long for a socket; then scripts go through Temporal. */
  readonly path: string | null;
  /** With its folder, once nobody listens any more. */
  readonly remove: () => Promise<void>;
}

/** Where the TypeScript worker hands scripts to the runner: in a folder that nobody else may enter. */
export async function makeScriptSocket(data: DataFolder, users: Users | null): Promise<ScriptSocket> {
  const path =
    users === null
      ? data.file("scripts", "scripts.sock")
      : join("/run", `riposte-${shortHash(data.path)}-scripts`, "scripts.sock");
  if (Buffer.byteLength(path) > LONGEST_PATH) return { path: null, remove: async () => {} };
  const folder = dirname(path);
  const remove = () => rm(folder, { recursive: true, force: true });
  if (users === null) {
    await ownFolder(folder, null);
    return { path, remove };
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chown(folder, users.runner.uid, users.riposte.gid);
  // What the runner makes in it belongs to the worker's group, which may only pass through.
  await chmod(folder, 0o2710);
  return { path, remove };
}
