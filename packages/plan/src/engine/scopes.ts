import type { Plan } from "../plan.ts";
import { indexPlan } from "./plan-index.ts";
import type { EngineState, ScopeState, Setter, StepStatus } from "./state.ts";

/** Where steps stand: the run itself, or one iteration of a loop. */
export interface Frame {
  readonly steps: { [position: number]: StepStatus | null };
  readonly setters: Setter[];
}

/** Null for an iteration that is over. */
export function frameOf(state: EngineState, scope: string): Frame | null {
  return scope === "" ? state : (state.scopes[scope] ?? null);
}

/** Null for a step that nothing has reached, and in an iteration that is not under way. */
export function statusOf(plan: Plan, state: EngineState, step: string, scope: string): StepStatus | null {
  const position = indexPlan(plan).position.get(step);
  return position === undefined ? null : (frameOf(state, scope)?.steps[position] ?? null);
}

/** `outer[3]/inner[0]`: ids hold neither slashes nor brackets. */
export function pathOf(scope: string, loop: string, index: number): string {
  return scope === "" ? `${loop}[${index}]` : `${scope}/${loop}[${index}]`;
}

/** The scope that the iteration's loop stands in. */
export function outerOf(scope: string): string {
  return scope.slice(0, Math.max(scope.lastIndexOf("/"), 0));
}

/** The scopes around a step, from the inside out, its own first and the top last. */
export function* outwards(scope: string): Generator<string, void, undefined> {
  for (let at = scope; at !== ""; at = outerOf(at)) yield at;
  yield "";
}

/** The scope so many loops deep in which, or within which, this one lies. */
export function scopeAtDepth(scope: string, depth: number): string {
  let end = 0;
  for (let level = 0; level < depth; level++) {
    end = scope.indexOf("/", end + 1);
    if (end === -1) return scope;
  }
  return scope.slice(0, end);
}

export function isWithin(scope: string, root: string): boolean {
  return root === "" || scope === root || scope.startsWith(`${root}/`);
}

/** This iteration and those within it, the outermost first; for the top all there are. */
export function iterationsWithin(state: EngineState, root: string): [string, ScopeState][] {
  return Object.entries(state.scopes).filter(([path]) => isWithin(path, root));
}

export function isGoingOn({ phase }: EngineState): boolean {
  return phase === "running" || phase === "unwinding";
}

/** Whether anything new may start there. */
export function isLive(state: EngineState, scope: string): boolean {
  return isGoingOn(state) && (scope === "" || state.scopes[scope]?.ending === undefined);
}

/** Every step that anything has reached, with where it stands. */
export function* allStatuses(
  state: EngineState,
  root = "",
): Generator<{ scope: string; position: number; status: StepStatus }, void, undefined> {
  if (root === "") {
    for (const [position, status] of state.steps.entries()) {
      if (status !== null) yield { scope: "", position, status };
    }
  }
  for (const [scope, { steps }] of iterationsWithin(state, root)) {
    for (const [position, status] of Object.entries(steps)) {
      yield { scope, position: Number(position), status };
    }
  }
}
