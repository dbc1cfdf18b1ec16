import type { BlobStore } from "@riposte/blobs";
import type { Payload } from "@riposte/plan";
import { cutText } from "@riposte/plan/cut-text";

/** A value for people: lossless JSON text, or only its beginning where it is too large for an answer. */
export interface ShownValue {
  readonly json: string | null;
  readonly preview: string;
  readonly bytes: number;
}

export type ValueReader = (text: string | null) => Promise<ShownValue | null>;

const LARGEST_BLOB = 256 * 1024;
const MOST_BLOB_BYTES = 2 * 1024 * 1024;

/** Reads stored `Payload`s; blobs of up to 256 KB are filled in, 2 MB of them in one answer. */
export function valueReader(blobs: BlobStore, workspaceId: string): ValueReader {
  let left = MOST_BLOB_BYTES;
  return async (text) => {
    if (text === null) return null;
    const payload = JSON.parse(text) as Payload;
    if (payload.kind === "inline") return complete(payload.json);
    const { hash, bytes, preview } = payload;
    if (bytes > LARGEST_BLOB || bytes > left) return { json: null, preview, bytes };
    left -= bytes;
    const json = await blobs.text(workspaceId, hash);
    return json === null ? { json: null, preview, bytes } : complete(json);
  };
}

function complete(json: string): ShownValue {
  return { json, preview: cutText(json, 200), bytes: Buffer.byteLength(json) };
}
