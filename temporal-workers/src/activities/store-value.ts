import { referenceTo } from "@riposte/blobs";
import type { BlobStore } from "@riposte/blobs";
import type { BlobPayload } from "@riposte/plan";
import type { RunActivities } from "@riposte/temporal";

export async function storeValue(
  blobs: BlobStore,
  { workspaceId, json }: Parameters<RunActivities["storeValue"]>[0],
): Promise<BlobPayload> {
  return referenceTo(blobs, workspaceId, json);
}
