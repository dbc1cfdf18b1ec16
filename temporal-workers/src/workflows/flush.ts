import { allRecords } from "@riposte/plan";
import { local } from "./activities.ts";
import { writeArchive } from "./archive.ts";
import { chunked } from "./chunked.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";

/** Writes the whole run again, in chunks; with `final` its end too. */
export async function flushRecords(host: Host, { final }: { readonly final: boolean }): Promise<void> {
  const { workspaceId, id: runId } = host.facts;
  await writeArchive(host);
  const { steps, run } = allRecords(host.plan, host.state);
  const keys = steps.map(({ step, scope }) => `${step} ${scope}`);
  const chunks = chunked(steps);
  for (const [at, chunk] of chunks.entries()) {
    const keep = final && at === chunks.length - 1 ? keys : null;
    const { answer } = host;
    host.answer = null;
    await runLocally(host, () => local.flushRun({ workspaceId, runId, steps: chunk, run, keep, answer }));
  }
}
