import { encodeState, spillable } from "@riposte/plan";
import { local } from "./activities.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";

const STATE_LIMIT_BYTES = 256 * 1024;
/** Below this a reference is hardly smaller. */
const WORTH_SPILLING = 512;

/** Moves the largest values of the state to the blob store until what is left may travel to a fresh history. */
export async function spillState(host: Host): Promise<string> {
  for (;;) {
    const text = encodeState(host.state);
    const excess = bytesOf(text) - STATE_LIMIT_BYTES;
    if (excess <= 0 || !(await spillSome(host, excess))) return text;
  }
}

/** Until about so many bytes are gone; false: there is nothing worth it. */
async function spillSome(host: Host, excess: number): Promise<boolean> {
  const { workspaceId } = host.facts;
  const values = spillable(host.state);
  const moved = new Set<string>();
  let left = excess;
  for (const { payload } of values) {
    const { json } = payload;
    if (left <= 0 || json.length < WORTH_SPILLING) break;
    if (moved.has(json)) continue;
    moved.add(json);
    const reference = await runLocally(host, () => local.storeValue({ workspaceId, json }));
    for (const value of values) {
      if (value.payload.json !== json) continue;
      value.replace(reference);
      left -= json.length - WORTH_SPILLING;
    }
  }
  return moved.size > 0;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
