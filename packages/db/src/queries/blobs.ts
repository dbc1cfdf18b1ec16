import { and, eq } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { blobs } from "../schema/runs.ts";
import { sha256 } from "../sha256.ts";

/** Stores a text under its hash; the same text of a workspace lies there once. */
export async function putBlob(
  db: Database,
  workspaceId: string,
  text: string,
): Promise<{ hash: string; bytes: number }> {
  const hash = sha256(text);
  const body = Buffer.from(text, "utf8");
  await db.insert(blobs).values({ workspaceId, hash, bytes: body.length, body }).onConflictDoNothing();
  return { hash, bytes: body.length };
}

/** Null when this workspace has no such blob. @throws when the text no longer matches its hash. */
export async function getBlob(db: Database, workspaceId: string, hash: string): Promise<string | null> {
  const [blob] = await db
    .select({ body: blobs.body })
    .from(blobs)
    .where(and(eq(blobs.workspaceId, workspaceId), eq(blobs.hash, hash)));
  if (blob === undefined) return null;
  const text = Buffer.from(blob.body).toString("utf8");
  if (sha256(text) !== hash) throw new Error(`Blob ${hash} was changed in the database.`);
  return text;
}
