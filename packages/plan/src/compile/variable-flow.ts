import type { Graph } from "../graph.ts";
import type { DraftWithoutFlow } from "./draft.ts";
import type { Flow } from "./flow.ts";

export interface VariableFlow {
  /** Whether a step that sets the variable has run whichever way led to this step. */
  isSet(variable: string, step: string): boolean;
}

/** Asked for each variable once; ways that lead in circles are taken to have set it. */
export function makeVariableFlow(draft: DraftWithoutFlow, flow: Flow | null): VariableFlow {
  const sources = sourcesOf(draft.graph);
  const known = new Map<string, (step: string) => boolean>();
  return {
    isSet: (variable, step) => {
      let isSetBefore = known.get(variable);
      if (isSetBefore === undefined) known.set(variable, (isSetBefore = onAllWays(draft, sources, variable)));
      const setters = settersOf(draft, variable);
      if (draft.trigger !== null && flow?.isBefore(draft.trigger.id, step) !== true) return true;
      return isSetBefore(step) || setters.some((setter) => flow?.isAlwaysBefore(setter, step) === true);
    },
  };
}

function sourcesOf({ edges }: Graph): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>();
  for (const { from, to } of edges) sources.set(to, [...(sources.get(to) ?? []), from]);
  return sources;
}

function settersOf({ steps }: DraftWithoutFlow, variable: string): string[] {
  return steps.flatMap((step) =>
    step.kind === "set" && step.assignments.some(({ name }) => name === variable) ? [step.id] : [],
  );
}

/**
 * From where no way leads in that goes around every setter. It walks forwards from the starts along steps that
 * do not set it: whatever is reached may start without.
 */
function onAllWays(
  draft: DraftWithoutFlow,
  sources: ReadonlyMap<string, readonly string[]>,
  variable: string,
): (step: string) => boolean {
  const setters = new Set(settersOf(draft, variable));
  const targets = new Map<string, string[]>();
  for (const { from, to } of draft.graph.edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const bare = new Set<string>();
  const open = draft.graph.nodes.filter(({ id }) => !sources.has(id)).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (bare.has(id)) continue;
    bare.add(id);
    if (!setters.has(id)) open.push(...(targets.get(id) ?? []));
  }
  return (step) => !bare.has(step);
}
