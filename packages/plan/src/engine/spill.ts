import type { InlinePayload, Payload } from "../payload.ts";
import { isBlob } from "../payload.ts";
import { allStatuses } from "./scopes.ts";
import type { EngineState, LoopState, Setter, StepStatus } from "./state.ts";

export interface SpillablePayload {
  readonly payload: InlinePayload;
  /** The same value, lying elsewhere: nothing about the run changes, and no record is written. */
  readonly replace: (payload: Payload) => void;
}

/** The inline values that a host may move to the blob store to keep the state small, largest first. */
export function spillable(state: EngineState): SpillablePayload[] {
  const found: SpillablePayload[] = [];
  const add: Add = (holder, key) => {
    const payload: Payload | undefined = holder[key];
    if (payload === undefined || isBlob(payload)) return;
    found.push({
      payload,
      replace: (other) => {
        holder[key] = other as (typeof holder)[typeof key];
      },
    });
  };
  add(state, "trigger");
  add(state.run, "output");
  addSetters(state.setters, add);
  for (const task of state.paused?.tasks ?? []) {
    if (task.kind !== "act") continue;
    const values: { [field: string]: Payload } = task.values;
    for (const field of Object.keys(values)) add(values, field);
  }
  for (const { status } of allStatuses(state)) addStatus(status, add);
  for (const iteration of Object.values(state.scopes)) {
    add(iteration, "item");
    addSetters(iteration.setters, add);
  }
  return found.toSorted((a, b) => b.payload.json.length - a.payload.json.length);
}

type Add = <K extends string>(holder: { [key in K]?: Payload }, key: K) => void;

function addStatus(status: StepStatus, add: Add): void {
  add(status, "input");
  add(status, "output");
  const prepared: { [field: string]: Payload } = status.prepared?.values ?? {};
  for (const field of Object.keys(prepared)) add(prepared, field);
  if (status.loop !== undefined) addLoop(status.loop, add);
}

/** Not the pages of items: one in the blob store is a lone item. It is fetched again instead. */
function addLoop(loop: LoopState, add: Add): void {
  add(loop, "previous");
  for (const part of loop.gathered.parts) add(part, "payload");
  for (const set of loop.sets ?? []) add(set, "output");
}

function addSetters(setters: readonly Setter[], add: Add): void {
  for (const setter of setters) if (typeof setter !== "number") add(setter, "output");
}
