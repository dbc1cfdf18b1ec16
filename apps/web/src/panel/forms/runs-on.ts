import type { DraftNode } from "@riposte/draft";
import type { Catalogue } from "@riposte/plan";
import { textOf } from "../../canvas/node-fields.ts";

/** Those that a script's step can name, and the one that it names already, so that it can be taken away. */
export function groupChoices(node: DraftNode, catalogue: Catalogue): readonly string[] {
  const named = textOf(node, "runnerGroup");
  const isScript = catalogue.actions.get(textOf(node, "action"))?.execution === "script";
  const known = isScript ? [...(catalogue.runnerGroups ?? [])] : [];
  return named === "" || known.includes(named) ? known : [named, ...known];
}

/** "Group dmz", "Riposte itself" */
export function placeWords(node: DraftNode, catalogue: Catalogue): string {
  const named = textOf(node, "runnerGroup");
  return named === "" ? usualPlace(node, catalogue) : `Group ${named}`;
}

interface Runner {
  readonly group: string;
  readonly isOwn: boolean;
  readonly isAlive: boolean;
}

/** Whether somebody is there to run it; while nobody knows, it is not denied. */
export function isManned(group: string, runners: readonly Runner[] | undefined): boolean {
  return runners === undefined || runners.some((each) => each.group === group && each.isAlive && !each.isOwn);
}

/** Where the step names no group. */
export function usualPlace(node: DraftNode, catalogue: Catalogue): string {
  const group = connectorGroup(node, catalogue);
  return group === undefined ? "Riposte itself" : `Group ${group}, as its connector says`;
}

/** Who gets the connector's secrets, where that is for the step to say. */
export function groupHelp(node: DraftNode, catalogue: Catalogue): string {
  const connector = textOf(node, "connector");
  if (connector === "" || connectorGroup(node, catalogue) !== undefined)
    return "At the runners of a group it waits until one has room.";
  const named = textOf(node, "runnerGroup");
  const runners = named === "" ? "The runners of the group" : `The runners of ${named}`;
  return `${runners} get the secrets of ${connector} with this step; those of other groups do not.`;
}

function connectorGroup(node: DraftNode, { connectorGroups }: Catalogue): string | undefined {
  return connectorGroups?.get(textOf(node, "connector"));
}
