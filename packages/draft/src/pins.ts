import type { DraftNode } from "./draft-graph.ts";

/** The ways by which a step can leave whose output is pinned; a text: why nothing can be pinned there. */
export function pinPorts(node: DraftNode): readonly string[] | string {
  if (node["parent"] !== undefined)
    return "It stands in a loop, where each iteration gives something of its own: pin a step outside of loops.";
  switch (node.kind) {
    case "action":
      return branchesOf(node);
    case "sub_playbook":
      return ["default"];
    case "wait_event":
      return ["default", "timed_out"];
    case "approval":
      return ["approved", "rejected", "expired"];
    default:
      return "Only what reaches beyond the playbook can be pinned: actions, calls of playbooks, approvals and waits for events.";
  }
}

function branchesOf(node: DraftNode): readonly string[] {
  const branches = node["branches"];
  if (!Array.isArray(branches) || branches.length === 0) return ["default"];
  return branches.filter((branch) => typeof branch === "string");
}
