import type { DraftGraph, DraftNode } from "@riposte/draft";
import { dataOf } from "@riposte/plan";
import type { JsonObject } from "@riposte/plan";
import type { Data, DataMap } from "@riposte/template";

/** What a node keeps of the file it came from; undefined: it was drawn here. */
function keptOf(node: DraftNode | undefined): Data | undefined {
  const foreign = node?.["foreign"];
  if (typeof foreign !== "object" || foreign === null || Array.isArray(foreign)) return undefined;
  const kept = (foreign as JsonObject)["cacao"];
  return kept === undefined ? undefined : dataOf(kept);
}

/** The step that it was; empty: it was none. */
export function foreignStep(node: DraftNode): DataMap {
  const kept = keptOf(node);
  if (!(kept instanceof Map)) return new Map();
  if (node.kind !== "trigger") return kept;
  const [start] = dictIn(kept, "start").values();
  return start instanceof Map ? start : new Map();
}

/** Drawn by the import for what has no step of its own there. */
export function standsFor(node: DraftNode): "playbook_variables" | "parallel" | null {
  const kept = keptOf(node);
  return kept === "playbook_variables" || kept === "parallel" ? kept : null;
}

/** What the playbook said of itself, without its workflow. */
export function foreignPlaybook(graph: DraftGraph): DataMap {
  return dictIn(keptOf(triggerOf(graph)), "playbook");
}

/** Ends of the workflow, by their id. */
export function foreignEnds(graph: DraftGraph): DataMap {
  return dictIn(keptOf(triggerOf(graph)), "ends");
}

function triggerOf({ nodes }: DraftGraph): DraftNode | undefined {
  return nodes.find(({ kind }) => kind === "trigger");
}

function dictIn(data: Data | undefined, key: string): DataMap {
  const found = data instanceof Map ? data.get(key) : undefined;
  return found instanceof Map ? found : new Map();
}
