import { getBlob } from "@riposte/db";
import type { Database, StreamedEvent } from "@riposte/db";
import { isBlob } from "@riposte/plan";
import type { ArrivedEvent } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";

/** With what lies in the blob store. One that cannot be read says nothing, instead of holding up all others. */
export async function readEvent(
  db: Database,
  workspaceId: string,
  { payload, receivedAt }: StreamedEvent,
): Promise<ArrivedEvent> {
  const text = isBlob(payload) ? await blobText(db, workspaceId, payload.hash) : payload.json;
  return { event: dataOf(text), receivedAt };
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

function dataOf(text: string): Data {
  try {
    return decodeData(text);
  } catch {
    return null;
  }
}
