import type { Catalogue } from "@riposte/plan";
import type { FoundPlaybook } from "../found-playbook.ts";
import type { Members } from "../json/members.ts";
import { roomy } from "../roomy.ts";
import { addAction } from "./action-step.ts";
import { addOperator } from "./operator-steps.ts";
import { readSekoiaPlaybook } from "./playbook.ts";
import type { SekoiaNode } from "./playbook.ts";
import { Reading } from "./reading.ts";
import { addTrigger } from "./trigger-step.ts";

/** @throws Fault */
export function readSekoia(root: Members, catalogue: Catalogue): FoundPlaybook {
  const playbook = readSekoiaPlaybook(root);
  const reading = new Reading(playbook, catalogue);
  for (const node of playbook.nodes.values()) ADD[node.type](reading, node);
  for (const node of playbook.nodes.values()) connect(reading, node);
  sayJoins(reading);
  const { name, description, tags } = playbook;
  return {
    name,
    description,
    folder: "",
    tags,
    graph: roomy(reading.draft.graph(), () => false),
    report: reading.draft.report,
    lineOfNode: (id) => reading.lineOf(id),
  };
}

const ADD = { trigger: addTrigger, action: addAction, operator: addOperator } as const;

function connect(reading: Reading, node: SekoiaNode): void {
  const parents = reading.meaning.parents;
  for (const { branch, targets } of node.ways) {
    for (const { id, path } of targets) {
      // A body that leads back to its loop ends a turn, which it does here by itself.
      if (id === parents.get(node.id)) continue;
      if (parents.get(id) !== parents.get(node.id)) {
        const other = reading.playbook.nodes.get(id)?.name ?? id;
        const message = `The connection from ${node.name} to ${other} crosses the border of a loop, which none does here: it was left out. Lead to it from the loop.`;
        reading.draft.say({
          code: "connection_dropped",
          weight: "missing",
          message,
          line: node.members.lineOf(path),
          node: node.id,
        });
      } else reading.draft.connect(node.id, reading.portOf(node.id, branch), id);
    }
  }
  for (const { id } of node.loop) if (parents.get(id) === node.id) reading.draft.connect(node.id, "each", id);
}

/** Without an operator that joins them, several ways that lead to a step are joined here. */
function sayJoins(reading: Reading): void {
  const { edges } = reading.draft.graph();
  for (const node of reading.playbook.nodes.values()) {
    const sources = new Set(edges.filter(({ to }) => to === node.id).map(({ from }) => from));
    if (sources.size < 2 || node.subtype === "any" || node.subtype === "all") continue;
    const message = `Several ways lead to ${node.name}: here it runs once, when all of them are settled and one was taken. Choose "any" for the first.`;
    reading.say("join_added", "changed", node, message, { field: "join" });
  }
}
