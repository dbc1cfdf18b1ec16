import type { BlobStore } from "@riposte/blobs";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";

/** Large values as templates see them. */
export interface BlobCache {
  /** Null: the store has no such value. Of those who ask at once, one fetches. */
  readonly get: (workspaceId: string, hash: string) => Promise<{ readonly data: Data } | null>;
  /** What has just been written, and is likely to be read next. */
  readonly add: (
    workspaceId: string,
    hash: string,
    value: { readonly data: Data; readonly text: string },
  ) => void;
  /** The text that a list or dict came from. */
  readonly textOf: (data: object) => string | undefined;
}

/** What a value takes beside its text, decoded; roughly, for values as vendors send them. */
const DECODED_TIMES = 4;

/** Keeps what was used last, up to so many bytes; what is larger alone is not kept. */
export function createBlobCache(store: BlobStore, limitBytes: number): BlobCache {
  const kept = new Map<string, { readonly data: Data; readonly weight: number }>();
  const coming = new Map<string, Promise<{ readonly data: Data } | null>>();
  const texts = new WeakMap<object, string>();
  let weight = 0;

  async function fetchOne(workspaceId: string, hash: string): Promise<{ readonly data: Data } | null> {
    const text = await store.text(workspaceId, hash);
    if (text === null) return null;
    const data = decodeData(text);
    add(workspaceId, hash, { data, text });
    return { data };
  }

  function add(workspaceId: string, hash: string, { data, text }: { data: Data; text: string }): void {
    if (typeof data === "object" && data !== null) texts.set(data, text);
    keep(`${workspaceId} ${hash}`, data, text.length * DECODED_TIMES);
  }

  function keep(key: string, data: Data, of: number): void {
    if (of > limitBytes || kept.has(key)) return;
    kept.set(key, { data, weight: of });
    weight += of;
    for (const [oldest, { weight: freed }] of kept) {
      if (weight <= limitBytes) break;
      kept.delete(oldest);
      weight -= freed;
    }
  }

  return {
    async get(workspaceId, hash) {
      const key = `${workspaceId} ${hash}`;
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const asked = coming.get(key) ?? fetchOne(workspaceId, hash).finally(() => coming.delete(key));
      coming.set(key, asked);
      return asked;
    },
    add,
    textOf: (data) => texts.get(data),
  };
}
