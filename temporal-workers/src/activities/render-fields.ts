import { getBlob } from "@riposte/db";
import type { Database } from "@riposte/db";
import { blobsOf, renderCommand, RenderError } from "@riposte/plan";
import type { BlobPayload, Failure, Payload } from "@riposte/plan";
import type { RenderOutcome, RunActivities } from "@riposte/temporal";
import { storePayload } from "./actions/payloads.ts";

/** Renders as the engine would have, with the values that lie in the blob store. */
export async function renderFields(
  db: Database,
  { workspaceId, command }: Parameters<RunActivities["renderFields"]>[0],
): Promise<RenderOutcome> {
  const texts = await fetchTexts(db, workspaceId, blobsOf(command));
  if ("failure" in texts) return { kind: "failed", failure: texts.failure };
  try {
    const fields: Record<string, Payload> = {};
    for (const [field, data] of Object.entries(renderCommand(command, texts.found))) {
      fields[field] = await storePayload(db, workspaceId, data);
    }
    return { kind: "rendered", fields };
  } catch (error) {
    if (error instanceof RenderError) return { kind: "failed", failure: error.failure };
    throw error;
  }
}

/** By hash; a failure where one is not there any more. */
export async function fetchTexts(
  db: Database,
  workspaceId: string,
  blobs: readonly BlobPayload[],
): Promise<{ readonly found: ReadonlyMap<string, string> } | { readonly failure: Failure }> {
  const found = new Map<string, string>();
  for (const { hash } of blobs) {
    if (found.has(hash)) continue;
    const text = await getBlob(db, workspaceId, hash);
    if (text === null) {
      const message = `A value that this step reads (${hash}) is no longer in the blob store.`;
      return { failure: { code: "internal", message, retryable: false } };
    }
    found.set(hash, text);
  }
  return { found };
}
