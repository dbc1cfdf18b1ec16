import type { Graph, TriggerNode } from "../graph.ts";
import { CANCEL_PORT } from "../ports.ts";
import { called } from "./called.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import type { DraftWithoutFlow } from "./draft.ts";

/** The steps that only run when a run is cancelled, those within loops among them. */
export function unwindingSteps(graph: Graph, trigger: TriggerNode | null): ReadonlySet<string> {
  return trigger === null ? new Set() : reached(graph, trigger.id, (port) => port === CANCEL_PORT);
}

/** What runs for a cancelled run stands by itself: no way leads there from the rest, or back. */
export function checkUnwinding({ graph, trigger, stepsById, usedPorts }: DraftWithoutFlow): Diagnostic[] {
  if (trigger === null) return [];
  const isUsed = usedPorts.get(trigger.id)?.has(CANCEL_PORT) === true;
  if (trigger.onCancel !== undefined && !isUsed) {
    const message = "Nothing is connected to what the trigger has for cancelled runs.";
    const hint = 'Connect "on_cancel" to what is to run then, or switch it off.';
    return [warning({ code: "cancel_unconnected", message, node: trigger.id, field: "onCancel", hint })];
  }
  const rest = reached(graph, trigger.id, (port) => port !== CANCEL_PORT);
  return [...unwindingSteps(graph, trigger)].flatMap((id) => {
    const step = stepsById.get(id);
    if (step === undefined || !rest.has(id)) return [];
    const message = `"${called(step)}" would run both in the playbook and when a run is cancelled.`;
    const hint = "Give what runs on cancelling steps of its own.";
    return [error({ code: "cancel_crossed", message, node: id, hint })];
  });
}

function reached({ edges }: Graph, trigger: string, isWay: (port: string) => boolean): Set<string> {
  const found = new Set(edges.flatMap(({ from, port, to }) => (from === trigger && isWay(port) ? [to] : [])));
  for (const id of found) for (const { from, to } of edges) if (from === id) found.add(to);
  return found;
}
