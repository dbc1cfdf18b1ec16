import { createHash } from "node:crypto";
import { claimBlob, findBlob, placeBlob, readBlob, writeBlob } from "@riposte/db";
import type { BlobKey, Database } from "@riposte/db";
import type { BlobPlace, BlobStore, OpenBlob } from "./blob-store.ts";
import type { BlobSettings } from "./blob-settings.ts";
import { createS3Place } from "./s3-place.ts";

/** Which values there are is known to PostgreSQL; their texts lie there too, or in S3. */
export function createBlobStore(db: Database, settings: BlobSettings): BlobStore {
  const places = placesOf(db, settings);
  const open = async (key: BlobKey): Promise<OpenBlob | null> => {
    const found = await findBlob(db, key);
    if (found === null) return null;
    return { bytes: found.bytes, chunks: places.named(found.place).read(key) };
  };
  return {
    async put(workspaceId, body) {
      const hash = createHash("sha256").update(body).digest("hex");
      const key = { workspaceId, hash };
      const bytes = body.byteLength;
      // Claimed before it is written: whoever collects waits for the one or the other.
      if ((await claimBlob(db, key, bytes)) === null) {
        await places.chosen.write(key, body);
        await placeBlob(db, key, places.chosen.name);
      }
      return { hash, bytes };
    },
    async text(workspaceId, hash) {
      const found = await open({ workspaceId, hash });
      return found === null ? null : readWhole(found, hash);
    },
    open: (workspaceId, hash) => open({ workspaceId, hash }),
  };
}

export interface BlobPlaces {
  /** Where new ones go. */
  readonly chosen: BlobPlace;
  readonly named: (name: BlobPlace["name"]) => BlobPlace;
}

export function placesOf(db: Database, { s3 }: BlobSettings): BlobPlaces {
  const postgres: BlobPlace = {
    name: "postgres",
    write: (key, body) => writeBlob(db, key, body),
    read: (key) => readBlob(db, key),
    // They go with their row.
    remove: () => Promise.resolve(),
  };
  const bucket = s3 === null ? null : createS3Place(s3);
  return {
    chosen: bucket ?? postgres,
    named: (name) => {
      if (name === "postgres") return postgres;
      if (bucket !== null) return bucket;
      throw new Error("A large value lies in S3, and RIPOSTE_BLOBS does not say where that is.");
    },
  };
}

async function readWhole({ bytes, chunks }: OpenBlob, hash: string): Promise<string> {
  // Filled as it comes: pieces beside the whole would take twice the room.
  const body = Buffer.allocUnsafe(bytes);
  const hashing = createHash("sha256");
  let at = 0;
  for await (const chunk of chunks) {
    if (at + chunk.byteLength > bytes) throw changed(hash);
    body.set(chunk, at);
    hashing.update(chunk);
    at += chunk.byteLength;
  }
  if (at !== bytes || hashing.digest("hex") !== hash) throw changed(hash);
  return body.toString("utf8");
}

function changed(hash: string): Error {
  return new Error(`The large value ${hash} was changed in the blob store.`);
}
