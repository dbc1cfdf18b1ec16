import { NULL_PAYLOAD } from "../../payload.ts";
import { DEFAULT_PORT } from "../../ports.ts";
import { isDue } from "../breakpoints/condition.ts";
import { standAfter } from "../breakpoints/stepping.ts";
import { leave } from "../dataflow.ts";
import type { Active, Turn } from "../turn.ts";
import { activeAt, recordStep } from "../turn.ts";
import type { RecordedStep } from "./recorded.ts";

/**
 * What the run takes over counts at once, in the order it came, so that variables have the value they had; then
 * begins what follows. A step that is taken over does not begin, and one that ends runs does not end this one.
 */
export function takeOver(turn: Turn): void {
  const { state } = turn;
  const { recorded = [] } = state;
  if (recorded.length === 0) return;
  delete state.recorded;
  const pinned = recorded.filter(({ when }) => when === "reached");
  if (pinned.length > 0) state.pinned = pinned;
  const atOnce = recorded.filter(({ when }) => when === undefined);
  const taken = new Set(atOnce.map((one) => takeOne(turn, one)));
  const left = turn.tasks.filter((task) => task.kind !== "begin" || !taken.has(task.position));
  turn.tasks.splice(0, turn.tasks.length, ...left);
}

/** Of a step that would begin now: whether another outcome stands in for it, which counts from now on. */
export function takePinned(turn: Turn, { step, scope, status }: Active): boolean {
  const { state } = turn;
  const found = scope === "" ? state.pinned?.find((pinned) => pinned.step === step.id) : undefined;
  if (found === undefined) return false;
  state.pinned = state.pinned?.filter((pinned) => pinned !== found) ?? [];
  if (isDue(state, status)) status.steps = "over";
  takeOne(turn, found);
  return true;
}

function takeOne(turn: Turn, recorded: RecordedStep): number {
  const { index, state, now } = turn;
  const position = index.position.get(recorded.step);
  if (position === undefined) throw new Error(`The plan has no step ${recorded.step}.`);
  const active = activeAt(turn, position, "");
  const { status, step } = active;
  status.attempt = recorded.attempt;
  status.startedAt = status.finishedAt = now;
  status.output = recorded.output ?? NULL_PAYLOAD;
  status.origin = recorded.origin;
  if (recorded.port !== null) status.port = recorded.port;
  if (recorded.failure !== null) status.failure = recorded.failure;
  if (recorded.note !== null) status.note = recorded.note;
  if (step.kind === "return" && recorded.state === "done") state.run.output = status.output;
  if (step.kind === "set" && recorded.state === "done") state.setters.push(position);
  for (const set of recorded.sets ?? []) {
    const at = index.position.get(set.step);
    if (at !== undefined) state.setters.push({ position: at, output: set.output });
  }
  recordStep(turn, active, recorded.state);
  const { port } = recorded;
  leave(turn, active, port ?? DEFAULT_PORT);
  standAfter(turn, active, port ?? DEFAULT_PORT);
  return position;
}
