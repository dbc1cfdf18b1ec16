import { open, rename } from "node:fs/promises";

/** Replaces a JSON file as a whole: a reader sees the old one or the new one. */
export async function writeJson(path: string, value: unknown, mode: number): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w", mode);
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await file.chmod(mode);
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
