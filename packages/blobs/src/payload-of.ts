import { INLINE_LIMIT_BYTES, isBlob } from "@riposte/plan";
import type { BlobPayload, Payload } from "@riposte/plan";
import { cutText } from "@riposte/plan/cut-text";
import type { BlobStore } from "./blob-store.ts";

const PREVIEW_CHARACTERS = 200;

/** A value's JSON, as text or as its UTF-8 bytes, as it travels: in itself up to 64 KB, by reference above. */
export async function payloadOf(
  store: BlobStore,
  workspaceId: string,
  json: string | Uint8Array,
): Promise<Payload> {
  if (json.length <= INLINE_LIMIT_BYTES && Buffer.byteLength(json) <= INLINE_LIMIT_BYTES) {
    return { kind: "inline", json: typeof json === "string" ? json : Buffer.from(json).toString("utf8") };
  }
  return referenceTo(store, workspaceId, json);
}

/** Stores it, however small it is. */
export async function referenceTo(
  store: BlobStore,
  workspaceId: string,
  json: string | Uint8Array,
): Promise<BlobPayload> {
  const body = typeof json === "string" ? Buffer.from(json, "utf8") : json;
  const { hash, bytes } = await store.put(workspaceId, body);
  return { kind: "blob", hash, bytes, preview: previewOf(body) };
}

/** Its beginning, for people. */
function previewOf(body: Uint8Array): string {
  const begins = Buffer.from(body.subarray(0, PREVIEW_CHARACTERS * 4)).toString("utf8");
  return cutText(begins, PREVIEW_CHARACTERS);
}

/** Null where the store lacks it. */
export async function textOfPayload(
  store: BlobStore,
  workspaceId: string,
  payload: Payload,
): Promise<string | null> {
  return isBlob(payload) ? store.text(workspaceId, payload.hash) : payload.json;
}
