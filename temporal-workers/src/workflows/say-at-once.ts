import type { StepRecord } from "@riposte/plan";
import type { Progress } from "@riposte/temporal/contract";
import { local } from "./activities.ts";
import { hops } from "./hops.ts";
import { track } from "./host.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";
import { records } from "./record-sinks.ts";

/** More than lie between a turn of the engine and the short calls that go out with it. */
const HOPS = 10;

/** What is not to wait for what the run does next: an answer, and live progress. */
export function sayAtOnce(host: Host): void {
  const { answer } = host;
  host.answer = null;
  if (answer !== null) {
    const { workspaceId, id: runId } = host.facts;
    track(host, () => runLocally(host, () => local.respond({ workspaceId, runId, ...answer })));
  }
  void tell(host);
}

/** What is still to be told, for a short call that goes out now: its input is in no history. Null where there is nothing. */
export function takeProgress(host: Host): Progress | null {
  const { run } = host.said;
  const steps = [...host.said.steps, ...untoldArchive(host)];
  if (steps.length === 0 && run === null) return null;
  host.said = { steps: [], run: null };
  return { steps, run };
}

/**
 * For each call of a sink, everything that Temporal knows of the run is copied: only where no short call tells it, and
 * once for all outcomes that came together.
 */
async function tell(host: Host): Promise<void> {
  if (host.isTelling) return;
  host.isTelling = true;
  do {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is waited for
    await hops(HOPS);
  } while (host.outflow.outcomes?.isBusy === true);
  host.isTelling = false;
  const progress = takeProgress(host);
  if (progress !== null) records.tell(host.facts.id, progress);
}

/** What waits to be written with more of its kind, perhaps for long, is seen meanwhile, and not lost with the run. */
function untoldArchive(host: Host): readonly StepRecord[] {
  if (host.archiving === "due") return [];
  const untold = host.archive.slice(host.archiveTold);
  host.archiveTold = host.archive.length;
  return untold;
}
