import type { InlinePayload, Payload } from "../payload.ts";
import { isBlob } from "../payload.ts";
import type { EngineState, StepStatus } from "./state.ts";

/** Where in the state a value lies. */
export type PayloadPlace =
  | { readonly kind: "trigger" }
  | { readonly kind: "input" | "output"; readonly position: number };

export interface SpillablePayload {
  readonly place: PayloadPlace;
  readonly payload: InlinePayload;
}

/** The inline values that a host may move to the blob store to keep the state small, largest first. */
export function spillable(state: EngineState): SpillablePayload[] {
  const found: SpillablePayload[] = [];
  const add = (place: PayloadPlace, payload: Payload | undefined) => {
    if (payload !== undefined && !isBlob(payload)) found.push({ place, payload });
  };
  add({ kind: "trigger" }, state.trigger);
  for (const [position, status] of state.steps.entries()) {
    if (status === null) continue;
    add({ kind: "input", position }, status.input);
    add({ kind: "output", position }, status.output);
  }
  return found.toSorted((a, b) => b.payload.json.length - a.payload.json.length);
}

/** The same value, lying elsewhere: nothing about the run changes, and no record is written. */
export function replacePayload(state: EngineState, place: PayloadPlace, payload: Payload): void {
  if (place.kind === "trigger") state.trigger = payload;
  else statusAt(state, place.position)[place.kind] = payload;
}

function statusAt(state: EngineState, position: number): StepStatus {
  const status = state.steps[position];
  if (!status) throw new Error(`No value lies at step ${position}.`);
  return status;
}
