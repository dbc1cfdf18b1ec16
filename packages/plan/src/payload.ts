import { decodeData, encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";

/**
 * A value as it lies in state, histories and records: lossless JSON text (see `encodeData`), or, above
 * 64 KB, a reference into the blob store. `bytes` is the UTF-8 length of the whole text.
 */
export type Payload = InlinePayload | BlobPayload;

export interface InlinePayload {
  readonly kind: "inline";
  readonly json: string;
}

export interface BlobPayload {
  readonly kind: "blob";
  /** SHA-256 of the text, hex; the blob store is keyed by workspace and hash. */
  readonly hash: string;
  readonly bytes: number;
  /** The first 200 characters of the text, for people. */
  readonly preview: string;
}

export const INLINE_LIMIT_BYTES = 64 * 1024;

export const NULL_PAYLOAD: InlinePayload = { kind: "inline", json: "null" };

export function isBlob(payload: Payload): payload is BlobPayload {
  return payload.kind === "blob";
}

/** Whoever may write blobs must look at `fitsInline` first: this one never makes a reference. */
export function toPayload(data: Data): InlinePayload {
  return { kind: "inline", json: encodeData(data) };
}

export function fromPayload(payload: InlinePayload): Data {
  return decodeData(payload.json);
}

export function fitsInline(payload: InlinePayload): boolean {
  const { json } = payload;
  if (json.length > INLINE_LIMIT_BYTES) return false;
  return json.length * 3 <= INLINE_LIMIT_BYTES || utf8Length(json) <= INLINE_LIMIT_BYTES;
}

/** Counted by hand: the workflow sandbox has no Buffer. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}
