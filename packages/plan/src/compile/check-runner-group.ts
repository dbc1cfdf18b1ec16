import type { ActionEntry, Catalogue } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";

type ActionNode = Extract<StepNode, { kind: "action" }>;

/** Where a step says itself at which runners its script runs. */
export function checkRunnerGroup(
  catalogue: Catalogue,
  { id, runnerGroup: group, connector = "" }: ActionNode,
  action: ActionEntry,
): Diagnostic[] {
  if (group === undefined) return [];
  const place = { node: id, field: "runnerGroup" };
  if (action.execution !== "script") {
    const message = `At the runner group ${group} only scripts run; "${action.name}" runs in Riposte itself.`;
    return [error({ code: "runner_group_in_vain", message, ...place, hint: "Take the group away." })];
  }
  const { runnerGroups: known } = catalogue;
  if (known !== undefined && !known.has(group)) {
    const message = `There is no runner group "${group}".`;
    return [error({ code: "runner_group_unknown", message, ...place, hint: groupsThereAre(group, known) })];
  }
  const other = action.connector === null ? undefined : catalogue.connectorGroups?.get(connector);
  if (other === undefined || other === group) return [];
  const message = `The step runs at the runner group ${group}, and its connector "${connector}" is for the runner group ${other} alone.`;
  const hint = `Choose ${other}, or another connector.`;
  return [error({ code: "runner_group_differs", message, ...place, hint })];
}

function groupsThereAre(written: string, known: ReadonlySet<string>): string {
  if (known.size === 0) return "There is none yet: an admin makes one with a token, under Runners.";
  const { hint } = didYouMean(written, known);
  return [
    ...(hint === undefined ? [] : [hint]),
    `${known.size === 1 ? "There is" : "There are"} ${[...known].join(", ")}.`,
  ].join(" ");
}
