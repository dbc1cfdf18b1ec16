import type { Batch, DraftGraph } from "@riposte/draft";
import type { Remembered } from "./undo-entry.ts";

/** A batch as it was saved, whoever made it. */
export interface SavedBatch {
  readonly revision: number;
  readonly batch: Batch;
  readonly by: string;
}

export type Edited =
  | {
      readonly kind: "saved";
      readonly revision: number;
      /** What others saved after the base, the oldest first. */
      readonly since: readonly SavedBatch[];
    }
  | {
      readonly kind: "conflict";
      readonly revision: number;
      readonly graph: DraftGraph;
      readonly by: string;
    };

/** What a draft needs of the server; it throws what tRPC throws. */
export interface DraftServer {
  readonly load: () => Promise<{ readonly graph: DraftGraph; readonly revision: number }>;
  readonly edit: (base: number, batches: readonly Batch[]) => Promise<Edited>;
  /** What I did, the oldest first. */
  readonly history: () => Promise<readonly Remembered[]>;
  /** Batches after the revision, as they are saved; returns what ends it. */
  readonly follow: (from: number, onSaved: (saved: SavedBatch) => void) => () => void;
}
