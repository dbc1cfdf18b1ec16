import type { EngineCommand } from "@riposte/plan";
import { values } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

export function render(host: Host, command: Extract<EngineCommand, { kind: "render" }>): void {
  const { step, scope, attempt } = command;
  const { workspaceId } = host.facts;
  track(host, async () => {
    const outcome = await runLocally(host, () => values.renderFields({ workspaceId, command }));
    if (outcome.kind === "rendered")
      host.feed({ kind: "rendered", step, scope, attempt, fields: outcome.fields });
    else host.feed({ kind: "render_failed", step, scope, attempt, failure: outcome.failure });
  });
}
