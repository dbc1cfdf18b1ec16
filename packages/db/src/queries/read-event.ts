import { fromPayload, isBlob } from "@riposte/plan";
import type { ArrivedEvent } from "@riposte/plan";
import type { StreamedEvent } from "./event-stream.ts";

/** The blob store, as far as it is read. */
export interface LargeTexts {
  readonly text: (workspaceId: string, hash: string) => Promise<string | null>;
}

/** With what lies in the blob store. One that cannot be read says nothing, instead of holding up all others. */
export async function readEvent(
  texts: LargeTexts,
  workspaceId: string,
  { payload, receivedAt }: StreamedEvent,
): Promise<ArrivedEvent> {
  const json = isBlob(payload) ? await blobText(texts, workspaceId, payload.hash) : payload.json;
  try {
    return { event: fromPayload({ kind: "inline", json }), receivedAt };
  } catch {
    return { event: null, receivedAt };
  }
}

async function blobText(texts: LargeTexts, workspaceId: string, hash: string): Promise<string> {
  try {
    return (await texts.text(workspaceId, hash)) ?? "null";
  } catch (error) {
    // The database's own errors carry a code, and pass.
    if (error instanceof Error && "code" in error) throw error;
    return "null";
  }
}
