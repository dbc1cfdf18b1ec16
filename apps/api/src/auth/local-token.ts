import { readFile, writeFile } from "node:fs/promises";
import { createToken, ensureDefaultWorkspace, newToken } from "@riposte/db";
import type { Database } from "@riposte/db";

/**
 * The admin token of the machine that runs the product: read from its file, or put there, and made good.
 * One that was revoked stays revoked.
 */
export async function ensureLocalToken(db: Database, path: string): Promise<void> {
  const token = (await readToken(path)) ?? (await placeToken(path));
  const workspaceId = await ensureDefaultWorkspace(db);
  await createToken(db, { workspaceId, name: "local", role: "admin", token });
}

async function readToken(path: string): Promise<string | null> {
  try {
    const token = (await readFile(path, "utf8")).trim();
    if (!/^rip_[A-Za-z0-9_-]{43}$/.test(token))
      throw new Error(`${path} holds no API token: remove it, and a new one is made.`);
    return token;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function placeToken(path: string): Promise<string> {
  const token = newToken();
  await writeFile(path, `${token}\n`, { mode: 0o600, flag: "wx" });
  return token;
}
