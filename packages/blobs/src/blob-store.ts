import type { BlobKey, BlobPlaceName } from "@riposte/db";

/** Large values by workspace and hash, wherever their texts lie. */
export interface BlobStore {
  /** Stores a text; the same text of a workspace lies there once. */
  readonly put: (workspaceId: string, body: Uint8Array) => Promise<StoredBlob>;
  /** The whole text; null when the workspace has no such value. @throws when it no longer matches its hash. */
  readonly text: (workspaceId: string, hash: string) => Promise<string | null>;
  /** The text piece by piece, unchecked; null as above. */
  readonly open: (workspaceId: string, hash: string) => Promise<OpenBlob | null>;
}

export interface StoredBlob {
  readonly hash: string;
  readonly bytes: number;
}

export interface OpenBlob {
  readonly bytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** One place where texts lie: one suite holds all of them to the same. */
export interface BlobPlace {
  readonly name: BlobPlaceName;
  readonly write: (key: BlobKey, body: Uint8Array) => Promise<void>;
  readonly read: (key: BlobKey) => AsyncIterable<Uint8Array>;
  /** Harmless where there is nothing. */
  readonly remove: (key: BlobKey) => Promise<void>;
}
