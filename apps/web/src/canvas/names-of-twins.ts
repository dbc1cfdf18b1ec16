import { harmlessText } from "@riposte/plan/harmless-text";
import type { DraftNode } from "@riposte/draft";
import { titleOf } from "./node-fields.ts";

/** By id the names of those steps whose title another one has as well: only their names tell them apart. */
export function namesOfTwins(nodes: readonly DraftNode[]): ReadonlyMap<string, string> {
  const times = Map.groupBy(nodes, titleOf);
  const twins = nodes.filter((node) => (times.get(titleOf(node))?.length ?? 0) > 1);
  return new Map(twins.map(({ id, name }) => [id, harmlessText(name)]));
}

/** Titles, with the name behind it where another step has the same: "Divide (divide_2)". */
export function titlesApart(nodes: readonly DraftNode[]): (node: DraftNode) => string {
  const twins = namesOfTwins(nodes);
  return (node) => {
    const name = twins.get(node.id);
    return name === undefined ? titleOf(node) : `${titleOf(node)} (${name})`;
  };
}
