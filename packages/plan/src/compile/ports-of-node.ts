import type { GraphNode } from "../graph.ts";
import { DECISIONS, DEFAULT_PORT, ELSE_PORT, FAILURE_PORT } from "../ports.ts";

/** The ways out that a node really has. */
export function portsOfNode(node: GraphNode): string[] {
  if (node.kind === "trigger") return [DEFAULT_PORT];
  if (node.kind === "fail") return [];
  const failure = node.onFailure === "branch" ? [FAILURE_PORT] : [];
  switch (node.kind) {
    case "action":
      return [DEFAULT_PORT, ...(node.approval === undefined ? [] : ["rejected", "expired"]), ...failure];
    case "condition":
      return [...node.cases.map(({ name }) => name), ELSE_PORT, ...failure];
    case "approval":
      return [...DECISIONS, ...failure];
    case "join":
    case "wait":
    case "set":
    case "respond":
      return [DEFAULT_PORT, ...failure];
  }
}
