import { standsInItself } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { harmlessText } from "@riposte/plan";
import { readsAsItIs } from "../plain-name.ts";
import { UserError } from "../user-error.ts";

/** As files of playbooks have it. */
const LONGEST_LABEL = 200;

/** What a draft may not come to by being drawn. What was there before is nobody's fault now. @throws UserError */
export function checkSteps(before: DraftGraph, after: DraftGraph): void {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const nodes = new Map(after.nodes.map((node) => [node.id, node]));
  for (const node of after.nodes) {
    if (node === old.get(node.id)) continue;
    if (labelOf(node).length > LONGEST_LABEL && labelOf(node) !== labelOf(old.get(node.id)))
      refuse(`The title of ${node.name} is longer than ${LONGEST_LABEL} letters. Shorten it.`);
    if (!readsAsItIs(labelOf(node)) && labelOf(node) !== labelOf(old.get(node.id)))
      refuse(`The title of ${node.name} holds hidden codes: ${harmlessText(labelOf(node))}. Take them out.`);
    if (standsInItself(nodes, node.id) && !standsInItself(old, node.id))
      refuse(`The step ${node.name} would stand in itself. Put it elsewhere.`);
  }
}

function labelOf(node: DraftNode | undefined): string {
  const label = node?.["label"];
  return typeof label === "string" ? label : "";
}

function refuse(message: string): never {
  throw new UserError("bad_request", message);
}
