import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, identity, isAlive } from "../processes/identity.ts";
import type { Identity } from "../processes/identity.ts";
import { codeOf } from "../user-error.ts";

export type LockResult =
  | { readonly held: true; readonly release: () => Promise<void> }
  | { readonly held: false; readonly by: Identity };

/** Takes a lock file for this process; one whose process is gone counts for nothing. */
export async function takeLock(path: string): Promise<LockResult> {
  const self = await identify(process.pid);
  if (self === null) throw new Error("This process cannot find itself.");
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      // A link appears whole or not at all: nobody ever reads half a lock.
      if (await tryLink(draft, path)) return { held: true, release: () => release(path, self) };
      const by = await readLock(path);
      if (by !== null && by.pid === self.pid && by.started === self.started) {
        return { held: true, release: () => release(path, self) };
      }
      if (by !== null && (await isAlive(by))) return { held: false, by };
      await removeStale(path, by);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Waits for its turn, then works. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await takeLock(path);
    if (!lock.held) {
      await sleep(200);
      continue;
    }
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Null when there is none, or nothing that we wrote. */
async function readLock(path: string): Promise<Identity | null> {
  try {
    return identity.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

/** Renames first, so that of two who see the same stale lock one cannot remove the other's new one. */
async function removeStale(path: string, expected: Identity | null): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const moved = await readLock(aside);
  if (moved !== null && moved.started !== expected?.started) await tryLink(aside, path);
  await rm(aside, { force: true });
}

async function release(path: string, self: Identity): Promise<void> {
  const by = await readLock(path);
  if (by?.pid === self.pid && by.started === self.started) await rm(path, { force: true });
}
