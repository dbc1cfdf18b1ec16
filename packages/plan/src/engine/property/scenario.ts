import * as fc from "fast-check";
import type { Plan } from "../../plan.ts";
import type { FailureChoice } from "../protocol.ts";

/** How the world answers: the same to the engine and to the reference, whatever the order of things. */
export interface Scenario {
  /** By step and attempt; past the end of the list it is done. */
  readonly calls: readonly (readonly CallOutcome[])[];
  /** By step: whether a limit is reached when it is first called. */
  readonly crowds: readonly boolean[];
  readonly decisions: readonly Decided[];
  /** Of steps that wait for an event. */
  readonly arrivals: readonly Arrival[];
  readonly resolutions: readonly ("done" | "failed" | "rerun")[];
  /** What becomes of a step that failed and asks; one that is tried again and again is skipped in the end. */
  readonly choices: readonly FailureChoice[];
  readonly simulate: boolean;
  /** The trigger lies in the blob store, so that the host has to render. */
  readonly blobTrigger: boolean;
  /** What the trigger says: `flag` decides conditions. */
  readonly flag: boolean;
}

export type CallOutcome = "done" | "failed" | "failed_for_good" | "unknown";
export type Decided = "approved" | "rejected" | "expired";

export type Arrival = "arrived" | "timed_out";

const STEPS = 14;

export const arbitraryScenario: fc.Arbitrary<Scenario> = fc.record({
  calls: perStep(
    fc.array(fc.constantFrom<CallOutcome[]>("done", "failed", "failed", "failed_for_good", "unknown"), {
      maxLength: 4,
    }),
  ),
  crowds: perStep(fc.constantFrom(false, false, true)),
  decisions: perStep(fc.constantFrom<Decided[]>("approved", "approved", "rejected", "expired")),
  arrivals: perStep(fc.constantFrom<Arrival[]>("arrived", "timed_out")),
  resolutions: perStep(fc.constantFrom("done" as const, "failed" as const, "rerun" as const)),
  choices: perStep(fc.constantFrom<FailureChoice[]>("retry", "skip", "fail")),
  simulate: fc.constantFrom(false, false, false, true),
  blobTrigger: fc.boolean(),
  flag: fc.boolean(),
});

function perStep<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: STEPS, maxLength: STEPS });
}

/** A step, and the iteration that it stands in. */
export interface StepPlace {
  readonly step: string;
  readonly scope: string;
}

/** Iterations differ: the same step fares otherwise in each. */
function fate({ step, scope }: StepPlace): number {
  const indices = scope.match(/(?<=\[)\d+/g) ?? [];
  return (Number(step.slice(1)) + indices.reduce((sum, index) => sum * 3 + Number(index), 0)) % STEPS;
}

export function callOutcome(
  scenario: Scenario,
  { attempt, ...place }: StepPlace & { readonly attempt: number },
): CallOutcome {
  return scenario.calls[fate(place)]?.[attempt - 1] ?? "done";
}

export interface World {
  readonly plan: Plan;
  readonly scenario: Scenario;
}

/** Under a time limit there are others: `slow`: the run of another playbook ends when it is told to stop; `endless`: not even then. */
export function childWay(
  { plan, scenario }: World,
  place: StepPlace & { readonly attempt: number },
): "usual" | "slow" | "endless" {
  const step = plan.steps.find(({ id }) => id === place.step);
  if (step?.kind !== "sub_playbook" || step.limitMs === null) return "usual";
  const outcome = callOutcome(scenario, place);
  if (outcome === "unknown") return "slow";
  return outcome === "failed_for_good" ? "endless" : "usual";
}

export function waitsFirst(scenario: Scenario, place: StepPlace): boolean {
  return scenario.crowds[fate(place)] ?? false;
}

/** Where nothing expires, nobody can let it. */
export function decisionFor(scenario: Scenario, place: StepPlace, canExpire: boolean): Decided {
  const decided = scenario.decisions[fate(place)] ?? "approved";
  return decided === "expired" && !canExpire ? "approved" : decided;
}

/** Where there is no time-out, an event comes. */
export function arrivalFor(scenario: Scenario, place: StepPlace, canTimeOut: boolean): Arrival {
  return canTimeOut ? (scenario.arrivals[fate(place)] ?? "arrived") : "arrived";
}

const MOST_TRIES = 4;

export function choiceFor(
  scenario: Scenario,
  { attempt, ...place }: StepPlace & { readonly attempt: number },
): FailureChoice {
  const chosen = scenario.choices[fate(place)] ?? "skip";
  return chosen === "retry" && attempt >= MOST_TRIES ? "skip" : chosen;
}

export function resolutionFor(scenario: Scenario, place: StepPlace): "done" | "failed" | "rerun" {
  return scenario.resolutions[fate(place)] ?? "done";
}
