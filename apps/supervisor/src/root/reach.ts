import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

const OTHERS_MAY_ENTER = 0o001;

/** The outermost folder above `path` that other users may not enter; null when they can get there, or nobody can yet. */
export async function closedAncestor(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return null;
  let closed: string | null = null;
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & OTHERS_MAY_ENTER) === 0) closed = folder;
    if (folder === dirname(folder)) return closed;
  }
}
