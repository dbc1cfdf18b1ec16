import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../../..");

export interface Change {
  /** From the project's folder on. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface ChangedCopy extends AsyncDisposable {
  readonly folder: string;
}

/** All that a worker is made of, with these changes, in a folder of its own. @throws where a change does not fit. */
export async function createChangedCopy(changes: readonly Change[]): Promise<ChangedCopy> {
  const folder = await mkdtemp(join(tmpdir(), "riposte changed "));
  for (const part of ["packages", "temporal-workers"]) {
    await cp(join(root, part), join(folder, part), {
      recursive: true,
      // What packages link to each other by is the copies, too.
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith(".test.ts") && !source.includes("/node_modules/.vite"),
    });
  }
  for (const file of ["package.json", "pnpm-lock.yaml"]) await cp(join(root, file), join(folder, file));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  for (const { file, from, to } of changes) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    await writeFile(path, text.replace(from, to));
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
