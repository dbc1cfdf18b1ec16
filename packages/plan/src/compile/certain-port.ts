import type { GraphNode } from "../graph.ts";
import { DEFAULT_PORT } from "../ports.ts";

/** Whether a node that ran always leaves by this port, as long as the run goes on at all. */
export function isCertainPort(node: GraphNode, port: string, used: ReadonlySet<string>): boolean {
  if (port !== DEFAULT_PORT) return false;
  if (node.kind === "trigger") return true;
  if (node.kind === "note") return false;
  if (node.onFailure === "branch") return false;
  if (node.kind === "wait_event" && node.timeoutAfter !== undefined) return false;
  return !(node.kind === "action" && (used.has("rejected") || used.has("expired")));
}
