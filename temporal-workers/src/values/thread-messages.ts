import type { BlobSettings } from "@riposte/blobs";
import type { RenderOutcome } from "@riposte/temporal";
import type { ValueTasks } from "./value-tasks.ts";

export interface ThreadSettings {
  readonly databaseUrl: string;
  readonly blobs: BlobSettings;
  /** Of decoded values. */
  readonly cacheBytes: number;
}

export interface ThreadRequest {
  readonly id: number;
  readonly task: keyof ValueTasks;
  readonly input: unknown;
}

export type ThreadReply =
  | { readonly id: number; readonly outcome: RenderOutcome }
  | { readonly id: number; readonly error: string };
