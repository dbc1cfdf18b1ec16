import type { EngineCommand } from "@riposte/plan";
import { local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

export function askApproval(host: Host, command: Extract<EngineCommand, { kind: "ask_approval" }>): void {
  const { step, scope, attempt, request } = command;
  const { workspaceId, id: runId } = host.facts;
  inOrder(host, () => local.openApproval({ workspaceId, runId, step, scope, attempt, request }));
}

export function closeApproval(host: Host, command: Extract<EngineCommand, { kind: "close_approval" }>): void {
  const { step, scope, outcome, by, comment } = command;
  const { id: runId } = host.facts;
  inOrder(host, () => local.closeApproval({ runId, step, scope, outcome, by, comment }));
}

/** A question that is still being written down must not be closed before it is there. */
function inOrder(host: Host, write: () => Promise<void>): void {
  const before = host.approvals;
  track(host, () => {
    host.approvals = before.then(() => runLocally(host, write));
    return host.approvals;
  });
}
