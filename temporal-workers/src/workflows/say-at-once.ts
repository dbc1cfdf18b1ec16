import type { StepRecord } from "@riposte/plan";
import { local } from "./activities.ts";
import { track } from "./host.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";
import { records } from "./record-sinks.ts";

/** What is not to wait for what the run does next: an answer, and live progress. */
export function sayAtOnce(host: Host): void {
  const { answer } = host;
  host.answer = null;
  if (answer !== null) {
    const { workspaceId, id: runId } = host.facts;
    track(host, () => runLocally(host, () => local.respond({ workspaceId, runId, ...answer })));
  }
  tell(host);
}

/** At once for all that came of an event: each call of a sink takes a copy of everything Temporal knows of the run. */
function tell(host: Host): void {
  const { run } = host.said;
  const steps = [...host.said.steps, ...untoldArchive(host)];
  if (steps.length === 0 && run === null) return;
  host.said = { steps: [], run: null };
  records.tell(host.facts.id, steps, run);
}

/** What waits to be written with more of its kind, perhaps for long, is seen meanwhile, and not lost with the run. */
function untoldArchive(host: Host): readonly StepRecord[] {
  if (host.archiving === "due") return [];
  const untold = host.archive.slice(host.archiveTold);
  host.archiveTold = host.archive.length;
  return untold;
}
