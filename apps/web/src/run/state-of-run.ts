import type { StateName } from "../shell/states.ts";
import type { RunState, StepOutline } from "./run-data.ts";

interface ShownRun {
  readonly state: RunState;
  /** Of its steps, at least those that have begun and not ended. */
  readonly steps: readonly { readonly state: StepOutline["state"] }[];
}

/** What a person is needed for first. */
const URGENCY = ["unknown", "undecided", "approval", "running", "turn", "waiting"] as const;

/** A run that goes on is called by what it does or waits for, wherever it is shown; any other by its own state. */
export function stateOfRun({ state, steps }: ShownRun): StateName {
  if (state !== "running" && state !== "waiting") return state;
  const now = new Set<string>(steps.map((step) => step.state));
  // Where nothing moves, what runs is a loop around what waits.
  if (state === "waiting") now.delete("running");
  return URGENCY.find((each) => now.has(each)) ?? state;
}
