import { condition, sleep } from "@temporalio/workflow";
import { local } from "./activities.ts";
import type { Host } from "./host.ts";
import { runLocally } from "./outflow.ts";

// Local activities that follow each other are one workflow task, which Temporal ends after 8 s. Until then nothing else that
// the run wants begins, no timer fires and no outcome is heard.

/** Temporal may be slow to begin the task that it was asked for. */
const PATIENCE_MS = 1_000;

/** Whoever says that they are about to ask may have been answered already. */
const ASKED_WITHIN_MS = 200;

/** Whether anything that Temporal has to begin or to tell is under way beside local activities. */
export function isAnythingBeside({ state, timers, children, calls }: Host): boolean {
  const { turn, decision, resolution, event, choice, child } = state.open;
  if (turn + decision + resolution + event + choice + child > 0) return true;
  return timers.size + children.size > 0 || [...calls.values()].some(({ isRegular }) => isRegular);
}

/** What follows goes on there, after what has come meanwhile was heard. One for all that wait. */
export function nextTask(host: Host, why: "asked" | "late"): Promise<void> {
  host.taskEnd ??= endOfTask(host, why).finally(() => {
    host.taskEnd = null;
  });
  return host.taskEnd;
}

async function endOfTask(host: Host, why: "asked" | "late"): Promise<void> {
  if (!host.makesWay) return sleep(1);
  if (why === "late") return askForTask(host);
  const { events } = host;
  await condition(() => host.events !== events, ASKED_WITHIN_MS);
}

/** By a signal: a timer of a moment may come a second late in Temporal where one came just before. */
export async function askForTask(host: Host): Promise<void> {
  const { tasksBegun } = host;
  await runLocally(host, () => local.askForTask(host.facts.id));
  await condition(() => host.tasksBegun !== tasksBegun, PATIENCE_MS);
}
