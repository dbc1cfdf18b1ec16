import type { EngineCommand, StepRecord } from "@riposte/plan";
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

/** What a pause waits for where nothing else is being written. */
const FIRST_RECORDS = 20;

/**
 * Begins to write what is archived, and waits for what was being written before: the loop goes on meanwhile, by as much as
 * lies between two pauses.
 */
export async function writeAhead(host: Host): Promise<void> {
  const before = host.writing ?? write(host, host.archive.splice(0, FIRST_RECORDS));
  const now = write(host, host.archive.splice(0));
  host.archiveTold = 0;
  host.writing = now;
  track(host, async () => {
    await now;
    if (host.writing === now) host.writing = null;
  });
  await before;
}

/** Resolves when everything that is archived has been written. */
export function writeArchive(host: Host): Promise<void> {
  const records = host.archive.splice(0);
  host.archiveTold = 0;
  return host.writing === null ? write(host, records) : host.writing.then(() => write(host, records));
}

async function write(host: Host, records: readonly StepRecord[]): Promise<void> {
  const { workspaceId, id: runId } = host.facts;
  if (records.length === 0) return;
  for (const steps of chunked(records)) {
    await runLocally(host, () => local.archiveSteps({ workspaceId, runId, steps }));
  }
}
