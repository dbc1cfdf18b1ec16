import type { EngineCommand } from "@riposte/plan";
import { local } from "./activities.ts";
import { chunked } from "./chunked.ts";
import { track } from "./host.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";

const RECORDS_AT_ONCE = 500;

/** Steps of iterations that are over: the state does not know them, so they are written before they are forgotten. */
export function archive(host: Host, command: Extract<EngineCommand, { kind: "archive" }>): void {
  host.archive.push(...command.records);
  const isFull = host.archive.length >= RECORDS_AT_ONCE && host.archiving === "no";
  if (!isFull) return;
  host.archiving = "due";
  track(host, async () => {
    // Not in the middle of a turn: what else it archives goes along.
    await Promise.resolve();
    host.archiving = "under way";
    await writeArchive(host);
    host.archiving = "no";
  });
}

export async function writeArchive(host: Host): Promise<void> {
  const { workspaceId, id: runId } = host.facts;
  const records = host.archive.splice(0);
  host.archiveTold = 0;
  if (records.length === 0) return;
  for (const steps of chunked(records)) {
    await runLocally(host, () => local.archiveSteps({ workspaceId, runId, steps }));
  }
}
