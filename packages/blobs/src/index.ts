export type { BlobStore, OpenBlob } from "./blob-store.ts";
export { blobSettings, blobVariables, DEFAULT_BLOB_SETTINGS } from "./blob-settings.ts";
export type { BlobSettings } from "./blob-settings.ts";
export { collectBlobs } from "./collect-blobs.ts";
export { createBlobStore } from "./create-blob-store.ts";
export { payloadOf, referenceTo, textOfPayload } from "./payload-of.ts";
export { tooLarge } from "./size-words.ts";
