import type { Graph } from "../graph.ts";
import type { DraftWithoutFlow } from "./draft.ts";
import type { Flow } from "./flow.ts";

export interface VariableFlow {
  /** Whether a step that sets the variable has run whichever way led to this step. */
  isSet(variable: string, step: string): boolean;
}

/** Worked out once for each variable that is read; ways that lead in circles are walked once. */
export function makeVariableFlow(draft: DraftWithoutFlow, flow: Flow | null): VariableFlow {
  const ways = waysOf(draft.graph);
  const known = new Map<string, Known>();
  return {
    isSet: (variable, step) => {
      let found = known.get(variable);
      if (found === undefined) known.set(variable, (found = follow(draft, ways, variable)));
      if (draft.trigger !== null && flow?.isBefore(draft.trigger.id, step) !== true) return true;
      return (
        !found.bare.has(step) || found.setters.some((setter) => flow?.isAlwaysBefore(setter, step) === true)
      );
    },
  };
}

interface Known {
  readonly setters: readonly string[];
  /** Steps to which some way leads around all setters. */
  readonly bare: ReadonlySet<string>;
}

interface Ways {
  readonly starts: readonly string[];
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

function waysOf({ nodes, edges }: Graph): Ways {
  const reached = new Set(edges.map(({ to }) => to));
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = targets.get(from);
    if (known === undefined) targets.set(from, [to]);
    else known.push(to);
  }
  return { starts: nodes.map(({ id }) => id).filter((id) => !reached.has(id)), targets };
}

function follow({ steps }: DraftWithoutFlow, { starts, targets }: Ways, variable: string): Known {
  const setters = steps.flatMap((step) =>
    step.kind === "set" && step.assignments.some(({ name }) => name === variable) ? [step.id] : [],
  );
  const isSetter = new Set(setters);
  const bare = new Set<string>();
  const open = [...starts];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (bare.has(id)) continue;
    bare.add(id);
    if (!isSetter.has(id)) open.push(...(targets.get(id) ?? []));
  }
  return { setters, bare };
}
