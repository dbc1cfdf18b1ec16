import { createHash } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { blobChunks, blobs } from "../schema/runs.ts";

/** Where the text of a large value lies. */
export type BlobPlaceName = "postgres" | "s3";

export interface BlobKey {
  readonly workspaceId: string;
  /** SHA-256 (hex) of the text. */
  readonly hash: string;
}

export interface FoundBlob {
  readonly bytes: number;
  readonly place: BlobPlaceName;
}

/** What the server unpacks, the driver turns into hex and a reader waits for at once. */
const CHUNK_BYTES = 512 * 1024;

/**
 * Says that somebody is about to refer to it: whoever collects leaves it alone from now on. Null: its text has to be
 * written still.
 */
export async function claimBlob(
  db: Database,
  { workspaceId, hash }: BlobKey,
  bytes: number,
): Promise<BlobPlaceName | null> {
  const now = sql`clock_timestamp()`;
  const [row] = await db
    .insert(blobs)
    .values({ workspaceId, hash, bytes, touchedAt: now })
    .onConflictDoUpdate({ target: [blobs.workspaceId, blobs.hash], set: { touchedAt: now } })
    .returning({ place: blobs.place });
  return row?.place ?? null;
}

/** The text of a claimed one lies there now. */
export async function placeBlob(db: Database, key: BlobKey, place: BlobPlaceName): Promise<void> {
  await db
    .update(blobs)
    .set({ place })
    .where(and(isKey(key), isNull(blobs.place)));
}

/** Null when this workspace has no such value. */
export async function findBlob(db: Database, key: BlobKey): Promise<FoundBlob | null> {
  const [row] = await db.select({ bytes: blobs.bytes, place: blobs.place }).from(blobs).where(isKey(key));
  return row === undefined || row.place === null ? null : { bytes: row.bytes, place: row.place };
}

/** Into PostgreSQL, whole or not at all. The same text of a workspace lies there once. */
export async function writeBlob(db: Database, key: BlobKey, body: Uint8Array): Promise<void> {
  await db.transaction(async (inside) => {
    // Whoever writes the same one at this moment waits here for the other.
    if ((await claimBlob(inside, key, body.byteLength)) !== null) return;
    for (let at = 0; at * CHUNK_BYTES < body.byteLength; at++) {
      const chunk = body.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES);
      await inside
        .insert(blobChunks)
        .values({ ...key, at, body: chunk })
        .onConflictDoNothing();
    }
    await placeBlob(inside, key, "postgres");
  });
}

/** Piece by piece, each asked for when the one before has been taken. */
export async function* readBlob(db: Database, { workspaceId, hash }: BlobKey): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; at++) {
    const [chunk] = await db
      .select({ body: blobChunks.body })
      .from(blobChunks)
      .where(and(eq(blobChunks.workspaceId, workspaceId), eq(blobChunks.hash, hash), eq(blobChunks.at, at)))
      .orderBy(asc(blobChunks.at));
    if (chunk === undefined) return;
    yield chunk.body;
  }
}

/** As `writeBlob` stores a text; for who has no blob store at hand. */
export async function putBlob(
  db: Database,
  workspaceId: string,
  text: string,
): Promise<{ hash: string; bytes: number }> {
  const body = Buffer.from(text, "utf8");
  const hash = createHash("sha256").update(body).digest("hex");
  await writeBlob(db, { workspaceId, hash }, body);
  return { hash, bytes: body.byteLength };
}

function isKey({ workspaceId, hash }: BlobKey) {
  return and(eq(blobs.workspaceId, workspaceId), eq(blobs.hash, hash));
}
