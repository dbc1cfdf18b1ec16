import { patched, sleep } from "@temporalio/workflow";
import type { EngineCommand } from "@riposte/plan";
import type { RenderOutcome } from "@riposte/temporal/contract";
import { local, values } from "../activities.ts";
import { writeAhead, writeArchive } from "../archive.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { askForTask } from "../make-way.ts";
import { runLocally } from "../outflow.ts";

type CommandOf<K extends EngineCommand["kind"]> = Extract<EngineCommand, { kind: K }>;

export function slice(host: Host, command: CommandOf<"slice">): void {
  const { workspaceId } = host.facts;
  const label = host.plan.steps.find(({ id }) => id === command.step)?.label ?? command.step;
  answer(host, command, () => values.sliceItems({ workspaceId, label, command }));
}

export function gather(host: Host, command: CommandOf<"gather">): void {
  const { workspaceId } = host.facts;
  answer(host, command, () => values.gatherParts({ workspaceId, command }));
}

function answer(
  host: Host,
  { step, scope, attempt }: CommandOf<"slice" | "gather">,
  start: () => Promise<RenderOutcome>,
): void {
  track(host, async () => {
    const outcome = await runLocally(host, start);
    if (outcome.kind === "rendered") {
      host.feed({ kind: "rendered", step, scope, attempt, fields: outcome.fields });
    } else host.feed({ kind: "render_failed", step, scope, attempt, failure: outcome.failure });
  });
}

export function storeValue(host: Host, command: CommandOf<"store_value">): void {
  const { step, scope, part, payload } = command;
  const { workspaceId } = host.facts;
  track(host, async () => {
    const stored = await runLocally(host, () => local.storeValue({ workspaceId, json: payload.json }));
    host.feed({ kind: "value_stored", step, scope, part, payload: stored });
  });
}

/**
 * Only a timer or a signal ends the workflow task, so that whoever wants to cancel the run is heard; but the server takes up
 * to a second for the shortest timer. Writing records lets the thread go, too.
 */
const PAUSES_PER_TASK = 10;

/** Runs that were begun before go on as they began. */
const WRITES_AHEAD = "writes-ahead";

export function pause(host: Host, { step, scope }: CommandOf<"pause">): void {
  track(host, async () => {
    host.pauses += 1;
    const endsTask = host.archive.length === 0 || host.pauses % PAUSES_PER_TASK === 0;
    if (host.makesWay && patched(WRITES_AHEAD)) {
      await writeAhead(host);
      if (endsTask) await askForTask(host);
    } else {
      await writeArchive(host);
      if (endsTask) await sleep(1);
    }
    host.feed({ kind: "resumed", step, scope });
  });
}
