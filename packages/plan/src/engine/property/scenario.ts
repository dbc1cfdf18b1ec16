import * as fc from "fast-check";

/** How the world answers: the same to the engine and to the reference, whatever the order of things. */
export interface Scenario {
  /** By step and attempt; past the end of the list it is done. */
  readonly calls: readonly (readonly CallOutcome[])[];
  readonly decisions: readonly Decided[];
  readonly resolutions: readonly ("done" | "failed" | "rerun")[];
  readonly simulate: boolean;
  /** The trigger lies in the blob store, so that the host has to render. */
  readonly blobTrigger: boolean;
  /** What the trigger says: `flag` decides conditions. */
  readonly flag: boolean;
}

export type CallOutcome = "done" | "failed" | "failed_for_good" | "unknown";
export type Decided = "approved" | "rejected" | "expired";

const STEPS = 14;

export const arbitraryScenario: fc.Arbitrary<Scenario> = fc.record({
  calls: perStep(
    fc.array(fc.constantFrom<CallOutcome[]>("done", "failed", "failed", "failed_for_good", "unknown"), {
      maxLength: 4,
    }),
  ),
  decisions: perStep(fc.constantFrom<Decided[]>("approved", "approved", "rejected", "expired")),
  resolutions: perStep(fc.constantFrom("done" as const, "failed" as const, "rerun" as const)),
  simulate: fc.constantFrom(false, false, false, true),
  blobTrigger: fc.boolean(),
  flag: fc.boolean(),
});

function perStep<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: STEPS, maxLength: STEPS });
}

function stepNumber(id: string): number {
  return Number(id.slice(1));
}

export function callOutcome(scenario: Scenario, step: string, attempt: number): CallOutcome {
  return scenario.calls[stepNumber(step)]?.[attempt - 1] ?? "done";
}

/** Where nothing expires, nobody can let it. */
export function decisionFor(scenario: Scenario, step: string, canExpire: boolean): Decided {
  const decided = scenario.decisions[stepNumber(step)] ?? "approved";
  return decided === "expired" && !canExpire ? "approved" : decided;
}

export function resolutionFor(scenario: Scenario, step: string): "done" | "failed" | "rerun" {
  return scenario.resolutions[stepNumber(step)] ?? "done";
}
