import type { DraftGraph, Operation } from "@riposte/draft";
import { groupAround, groupsOf, groupSteps } from "./groups.ts";
import { nodeOf } from "./graph-questions.ts";
import { titleOf } from "./node-fields.ts";
import { counted } from "./plain-line.ts";
import { removeSteps } from "./remove-steps.ts";

interface Grouping {
  readonly graph: () => DraftGraph;
  readonly selection: () => readonly string[];
  readonly active: string | null;
  readonly mayWrite: () => boolean;
  readonly change: (label: string, operations: readonly Operation[]) => void;
  readonly select: (ids: readonly string[]) => void;
  readonly folded: ReadonlySet<string>;
  readonly fold: (group: string, isFolded: boolean) => void;
  /** The card has the keyboard then. */
  readonly goTo: (id: string) => void;
  readonly say: (message: string) => void;
}

/** The commands that make groups, dissolve them, and fold them. */
export function grouping(host: Grouping) {
  /** Selected itself, or around what is. */
  const chosen = () => {
    const [first] = host.selection();
    const id = first ?? host.active;
    if (id === null) return null;
    return groupsOf(host.graph()).has(id) ? id : groupAround(host.graph(), id);
  };
  return {
    group() {
      if (!host.mayWrite()) return false;
      const grouped = groupSteps(host.graph(), new Set(host.selection()));
      if (grouped === null) host.say("Select the steps that belong together first.");
      else {
        host.change(`Group ${counted(host.selection().length, "step")}`, grouped.operations);
        host.select([grouped.id]);
      }
      return true;
    },
    ungroup() {
      const id = chosen();
      const group = nodeOf(host.graph(), id);
      if (id === null || group === undefined || !host.mayWrite()) return false;
      const held = groupsOf(host.graph()).get(id) ?? [];
      host.change(`Ungroup ${titleOf(group)}`, removeSteps(host.graph(), new Set([id])));
      host.select(held.map((node) => node.id));
      return true;
    },
    fold() {
      const id = chosen();
      if (id === null) {
        host.say("It stands in no group: select some steps and press G.");
        return true;
      }
      const isFolded = host.folded.has(id);
      host.fold(id, !isFolded);
      const [first] = groupsOf(host.graph()).get(id) ?? [];
      host.goTo(isFolded ? (first?.id ?? id) : id);
      return true;
    },
  };
}
