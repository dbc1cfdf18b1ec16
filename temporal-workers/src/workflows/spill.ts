import { encodeState, replacePayload, spillable } from "@riposte/plan";
import { local } from "./activities.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";

const STATE_LIMIT_BYTES = 256 * 1024;
/** Below this a reference is hardly smaller. */
const WORTH_SPILLING = 512;

/** Moves the largest values of the state to the blob store until what is left may travel to a fresh history. */
export async function spillState(host: Host): Promise<string> {
  const { workspaceId } = host.facts;
  for (;;) {
    const text = encodeState(host.state);
    const largest = spillable(host.state)[0];
    if (bytesOf(text) <= STATE_LIMIT_BYTES || largest === undefined) return text;
    const { json } = largest.payload;
    if (json.length < WORTH_SPILLING) return text;
    const reference = await runLocally(host, () => local.storeValue({ workspaceId, json }));
    for (const { place, payload } of spillable(host.state)) {
      if (payload.json === json) replacePayload(host.state, place, reference);
    }
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
