import { putBlob } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { BlobPayload } from "@riposte/plan";
import type { RunActivities } from "@riposte/temporal";

const PREVIEW_CHARACTERS = 200;

export async function storeValue(
  db: Database,
  { workspaceId, json }: Parameters<RunActivities["storeValue"]>[0],
): Promise<BlobPayload> {
  const { hash, bytes } = await putBlob(db, workspaceId, json);
  return { kind: "blob", hash, bytes, preview: json.slice(0, PREVIEW_CHARACTERS) };
}
