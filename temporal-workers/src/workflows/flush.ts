import { allRecords } from "@riposte/plan";
import type { StepRecord } from "@riposte/plan";
import { local } from "./activities.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";

const CHUNK_CHARACTERS = 512 * 1024;

/** Writes the whole run again, in chunks; with `final` its end too. */
export async function flushRecords(host: Host, { final }: { readonly final: boolean }): Promise<void> {
  const { workspaceId, id: runId } = host.facts;
  const { steps, run } = allRecords(host.plan, host.state);
  const keys = steps.map(({ step, scope }) => `${step} ${scope}`);
  const chunks = chunked(steps);
  for (const [at, chunk] of chunks.entries()) {
    const keep = final && at === chunks.length - 1 ? keys : null;
    await runLocally(host, () => local.flushRun({ workspaceId, runId, steps: chunk, run, keep }));
  }
}

function chunked(steps: readonly StepRecord[]): readonly (readonly StepRecord[])[] {
  const chunks: StepRecord[][] = [[]];
  let room = CHUNK_CHARACTERS;
  for (const step of steps) {
    const size = JSON.stringify(step).length;
    if (size > room && room < CHUNK_CHARACTERS) {
      chunks.push([]);
      room = CHUNK_CHARACTERS;
    }
    chunks.at(-1)?.push(step);
    room -= size;
  }
  return chunks;
}
