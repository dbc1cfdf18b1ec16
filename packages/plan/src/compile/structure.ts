import { called } from "./called.ts";
import type { Diagnostic, DiagnosticCode } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft, DraftWithoutFlow } from "./draft.ts";
import { portsOfNode } from "./ports-of-node.ts";

export function checkTrigger({ graph }: DraftWithoutFlow): Diagnostic[] {
  const triggers = graph.nodes.filter((node) => node.kind === "trigger");
  if (triggers.length === 0) {
    const hint = "Add one and connect it to the first step.";
    return [error({ code: "trigger_missing", message: "The playbook has no trigger.", node: null, hint })];
  }
  return triggers.slice(1).map((node) => {
    const message = `"${called(node)}" is a second trigger; a playbook has exactly one.`;
    return error({ code: "trigger_twice", message, node: node.id, hint: "Remove one of them." });
  });
}

export function checkNames({ graph }: DraftWithoutFlow): Diagnostic[] {
  return [
    ...repeated(graph.nodes, "id", "duplicate_id"),
    ...repeated(graph.nodes, "name", "duplicate_name"),
    ...repeated(
      graph.edges.flatMap(({ id }, at) => (id === undefined ? [] : [{ id, at }])),
      "id",
      "duplicate_id",
    ),
  ];
}

type Named = { readonly id: string; readonly name?: string; readonly at?: number };

function repeated(things: readonly Named[], key: "id" | "name", code: DiagnosticCode): Diagnostic[] {
  const seen = new Set<string>();
  return things.flatMap((thing) => {
    const value = thing[key] ?? "";
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const isEdge = thing.at !== undefined;
    return [
      error({
        code,
        message: `More than one ${isEdge ? "connection" : "step"} has the ${key} "${value}".`,
        node: isEdge ? null : thing.id,
        field: isEdge ? `edges.${thing.at}` : key,
        hint: `Give each ${isEdge ? "connection" : "step"} ${key === "id" ? "an id" : "a name"} of its own.`,
      }),
    ];
  });
}

export function checkEdges(draft: DraftWithoutFlow): Diagnostic[] {
  const { graph, stepsById } = draft;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const name = (id: string) => called(nodes.get(id) ?? { name: id });
  const seen = new Set<string>();
  return graph.edges.flatMap((edge, at) => {
    const field = `edges.${at}`;
    const source = nodes.get(edge.from);
    const found: Diagnostic[] = [];
    const say = (code: DiagnosticCode, message: string, more: { hint?: string } = {}) =>
      found.push(error({ code, message, node: source?.id ?? null, field, ...more }));

    for (const end of [edge.from, edge.to]) {
      if (nodes.has(end)) continue;
      say(
        "unknown_node",
        `A connection leads to or from a step that is not there: "${end}".`,
        didYouMean(end, nodes.keys()),
      );
    }
    if (nodes.get(edge.to)?.kind === "note") {
      say("unknown_port", `A connection leads to the note "${name(edge.to)}".`, {
        hint: "Nothing runs there: remove the connection.",
      });
    } else if (nodes.has(edge.to) && !stepsById.has(edge.to)) {
      say("edge_into_trigger", "A connection leads into the trigger.", {
        hint: "A playbook starts there: remove the connection.",
      });
    }
    if (source !== undefined && !portsOfNode(source).includes(edge.port)) {
      const ports = portsOfNode(source);
      const hint = portHint(edge.port, ports);
      say("unknown_port", `"${called(source)}" has no way out called "${edge.port}".`, { hint });
    }
    const key = JSON.stringify([edge.from, edge.port, edge.to]);
    if (seen.has(key)) {
      say(
        "duplicate_edge",
        `Two connections lead from "${name(edge.from)}" (${edge.port}) to "${name(edge.to)}".`,
        {
          hint: "Remove one of them.",
        },
      );
    }
    seen.add(key);
    return found;
  });
}

function portHint(port: string, ports: readonly string[]): string {
  if (port === "on_failure") return 'Set what happens on failure to "branch" to have this way out.';
  if (port === "on_cancel" && ports.length > 0)
    return "Only the trigger has it, once it says that something runs when a run is cancelled.";
  return ports.length === 0 ? "It has none at all." : `It has: ${ports.join(", ")}.`;
}

export function checkReach({ flow, steps, trigger }: Draft): Diagnostic[] {
  if (flow === null || trigger === null) return [];
  return steps
    .filter((step) => !flow.isBefore(trigger.id, step.id))
    .map((step) =>
      warning({
        code: "unreachable",
        message: `Nothing leads from the trigger to "${called(step)}": it will never run.`,
        node: step.id,
        hint: "Connect it or remove it.",
      }),
    );
}
