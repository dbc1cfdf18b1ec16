import type { Catalogue } from "../catalogue.ts";
import type { Graph, GraphEdge, StepNode, TriggerNode } from "../graph.ts";
import type { Flow } from "./flow.ts";
import type { VariableFlow } from "./variable-flow.ts";

/** A graph of the right shape on its way to a plan, with what the checks look up. */
export interface Draft {
  readonly graph: Graph;
  readonly catalogue: Catalogue;
  /** The first one drawn; null where there is none. */
  readonly trigger: TriggerNode | null;
  readonly steps: readonly StepNode[];
  readonly stepsById: ReadonlyMap<string, StepNode>;
  readonly stepsByName: ReadonlyMap<string, StepNode>;
  /** Names that some step sets. */
  readonly variables: ReadonlySet<string>;
  /** Ports that edges leave by, for each node. */
  readonly usedPorts: ReadonlyMap<string, ReadonlySet<string>>;
  /** What comes before what; null while the graph runs in circles. */
  readonly flow: Flow | null;
  readonly variableFlow: VariableFlow;
}

export type DraftWithoutFlow = Omit<Draft, "flow" | "variableFlow">;

export function makeDraft(graph: Graph, catalogue: Catalogue): DraftWithoutFlow {
  const steps = graph.nodes.filter((node) => node.kind !== "trigger" && node.kind !== "note");
  return {
    graph,
    catalogue,
    trigger: graph.nodes.find((node) => node.kind === "trigger") ?? null,
    steps,
    stepsById: new Map(steps.map((step) => [step.id, step])),
    stepsByName: new Map(steps.map((step) => [step.name, step])),
    variables: new Set(
      steps.flatMap((step) => (step.kind === "set" ? step.assignments.map(({ name }) => name) : [])),
    ),
    usedPorts: portsOf(graph.edges),
  };
}

function portsOf(edges: readonly GraphEdge[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { from, port } of edges) {
    const ports = used.get(from);
    if (ports === undefined) used.set(from, new Set([port]));
    else ports.add(port);
  }
  return used;
}
