import type { EngineCommand } from "@riposte/plan";
import { local } from "../activities.ts";
import { track } from "../host.ts";
import type { Host } from "../host.ts";
import { runLocally } from "../outflow.ts";

export function askApproval(host: Host, command: Extract<EngineCommand, { kind: "ask_approval" }>): void {
  const { step, request } = command;
  const { workspaceId, id: runId } = host.facts;
  const attempt = attemptOf(host, step);
  inOrder(host, () => local.openApproval({ workspaceId, runId, step, attempt, request }));
}

export function closeApproval(host: Host, command: Extract<EngineCommand, { kind: "close_approval" }>): void {
  const { step, outcome, by, comment } = command;
  const { id: runId } = host.facts;
  inOrder(host, () => local.closeApproval({ runId, step, outcome, by, comment }));
}

/** A question that is still being written down must not be closed before it is there. */
function inOrder(host: Host, write: () => Promise<void>): void {
  const before = host.approvals;
  track(host, () => {
    host.approvals = before.then(() => runLocally(host, write));
    return host.approvals;
  });
}

function attemptOf(host: Host, step: string): number {
  const position = host.plan.steps.findIndex(({ id }) => id === step);
  return host.state.steps[position]?.attempt ?? 1;
}
