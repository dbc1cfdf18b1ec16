import { patched } from "@temporalio/workflow";
import type { EngineCommand } from "@riposte/plan";
import { local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

/** Runs that were begun before go on as they began: when their answer was stored. */
const ANSWER_BESIDE = "answer-beside";

/** The run goes on beside its answer; where it ends with it, the closing write takes the answer along. */
export function respond(host: Host, command: Extract<EngineCommand, { kind: "respond" }>): void {
  const { step, scope, status, body } = command;
  if (patched(ANSWER_BESIDE)) {
    host.answer ??= { status, body };
    host.feed({ kind: "responded", step, scope });
    return;
  }
  const { workspaceId, id: runId } = host.facts;
  track(host, async () => {
    await runLocally(host, () => local.respond({ workspaceId, runId, status, body }));
    host.feed({ kind: "responded", step, scope });
  });
}
