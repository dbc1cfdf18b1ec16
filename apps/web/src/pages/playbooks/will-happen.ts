import type { DraftGraph } from "@riposte/draft";
import type { ActionEntry } from "@riposte/plan";
import { textOf, titleOf } from "../../canvas/node-fields.ts";

/** A step that the outside would notice. */
export interface OutsideStep {
  readonly id: string;
  readonly title: string;
  /** The action, where the step is called otherwise. */
  readonly action: string | null;
  readonly effect: "write" | "notify";
}

/** What a run that is not simulated may do to the outside, in the order of the drawing. */
export function willHappen(
  graph: DraftGraph,
  actions: ReadonlyMap<string, ActionEntry>,
): readonly OutsideStep[] {
  return graph.nodes.flatMap((node) => {
    const entry = node.kind === "action" ? actions.get(textOf(node, "action")) : undefined;
    if (entry === undefined || entry.effect === "read") return [];
    const title = titleOf(node);
    return [{ id: node.id, title, action: entry.name === title ? null : entry.name, effect: entry.effect }];
  });
}
