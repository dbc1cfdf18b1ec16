import { accessSync, constants, existsSync, readdirSync, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { join } from "node:path";

const PASSED_OVER = new Set(["node_modules", "dist"]);

export interface WatchedFolders {
  readonly close: () => void;
}

/**
 * Tells what changes anywhere below. Folders are watched, not files: so a file that only another user may read, as an
 * editor writes one beside its target, disturbs nobody. It is not told before it can be read.
 */
export function watchFolders(roots: readonly string[], onChange: (path: string) => void): WatchedFolders {
  const watchers = new Map<string, FSWatcher>();
  for (const root of roots) add(root);
  return {
    close: () => {
      for (const watcher of watchers.values()) watcher.close();
    },
  };

  function add(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => heard(folder, name));
      watchers.set(folder, watcher);
      watcher.on("error", () => forget(folder));
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) add(join(folder, entry.name));
      }
    } catch {
      // It went away meanwhile, or is not for us.
      forget(folder);
    }
  }

  function heard(folder: string, name: string | null): void {
    if (name === null || name.startsWith(".") || name.endsWith("~") || PASSED_OVER.has(name)) return;
    const path = join(folder, name);
    if (!isReadable(path)) return;
    if (isFolder(path)) add(path);
    onChange(path);
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
}

/** What is gone counts: something may have read it. */
function isReadable(path: string): boolean {
  if (!existsSync(path)) return true;
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}
