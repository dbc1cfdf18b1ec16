import type { GraphNode } from "../graph.ts";
import {
  CANCEL_PORT,
  DECISIONS,
  DEFAULT_PORT,
  EACH_PORT,
  ELSE_PORT,
  FAILURE_PORT,
  TIMED_OUT_PORT,
} from "../ports.ts";

/** The ways out that a node really has. */
export function portsOfNode(node: GraphNode): string[] {
  if (node.kind === "trigger")
    return node.onCancel === undefined ? [DEFAULT_PORT] : [DEFAULT_PORT, CANCEL_PORT];
  if (node.kind === "fail" || node.kind === "stop" || node.kind === "return" || node.kind === "note")
    return [];
  return [...ownPorts(node), ...(node.onFailure === "branch" ? [FAILURE_PORT] : [])];
}

function ownPorts(node: GraphNode): readonly string[] {
  if (node.kind === "for_each" || node.kind === "while") return [EACH_PORT, DEFAULT_PORT];
  if (node.kind === "condition" || node.kind === "switch")
    return [...node.cases.map(({ name }) => name), ELSE_PORT];
  if (node.kind === "approval") return DECISIONS;
  if (node.kind === "wait_event") return [DEFAULT_PORT, TIMED_OUT_PORT];
  if (node.kind !== "action") return [DEFAULT_PORT];
  const ways = node.branches ?? [DEFAULT_PORT];
  return node.approval === undefined ? ways : [...ways, "rejected", "expired"];
}
