import { open, readFile, rename } from "node:fs/promises";

/** Replaces a JSON file as a whole, on the disk too: whoever reads it, after whatever crash, sees the old or the new. */
export async function writeJson(path: string, value: unknown, mode: number): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w", mode);
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** An empty object where there is no file, or nothing that can be read: notes must not keep us from starting. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return {};
  }
}
