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
