import type { EngineCommand } from "@riposte/plan";
import { local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

export function respond(host: Host, command: Extract<EngineCommand, { kind: "respond" }>): void {
  const { step, scope, status, body } = command;
  const { workspaceId, id: runId } = host.facts;
  track(host, async () => {
    await runLocally(host, () => local.respond({ workspaceId, runId, status, body }));
    host.feed({ kind: "responded", step, scope });
  });
}
