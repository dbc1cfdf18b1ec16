import { payloadOf } from "@riposte/blobs";
import type { Payload } from "@riposte/plan";
import type { Services } from "../services.ts";

/**
 * Before the run is accepted: a large event lies in the blob store by then, and whoever collects there leaves alone what has
 * just been written.
 */
export function storeEvent(
  { blobs }: Services,
  workspaceId: string,
  json: string | Uint8Array,
): Promise<Payload> {
  return payloadOf(blobs, workspaceId, json);
}
