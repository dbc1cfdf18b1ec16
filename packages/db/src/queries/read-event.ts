import { fromPayload, isBlob } from "@riposte/plan";
import type { ArrivedEvent } from "@riposte/plan";
import type { Database } from "../connect.ts";
import { getBlob } from "./blobs.ts";
import type { StreamedEvent } from "./event-stream.ts";

/** With what lies in the blob store. One that cannot be read says nothing, instead of holding up all others. */
export async function readEvent(
  db: Database,
  workspaceId: string,
  { payload, receivedAt }: StreamedEvent,
): Promise<ArrivedEvent> {
  const json = isBlob(payload) ? await blobText(db, workspaceId, payload.hash) : payload.json;
  try {
    return { event: fromPayload({ kind: "inline", json }), receivedAt };
  } catch {
    return { event: null, receivedAt };
  }
}

async function blobText(db: Database, workspaceId: string, hash: string): Promise<string> {
  try {
    return (await getBlob(db, workspaceId, hash)) ?? "null";
  } catch (error) {
    // The database's own errors carry a code, and pass.
    if (error instanceof Error && "code" in error) throw error;
    return "null";
  }
}
