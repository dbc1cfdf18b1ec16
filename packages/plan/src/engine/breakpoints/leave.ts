import { complete, fail } from "../outcome.ts";
import type { EngineEvent } from "../protocol.ts";
import { allStatuses } from "../scopes.ts";
import type { Prepared } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { activeAt, recordStep, waitFor } from "../turn.ts";
import { givenField } from "./standing.ts";

type Left = Extract<EngineEvent, { kind: "breakpoint_left" }>;

/** A person has it go on, from where it stands: each activation stands once. */
export function leaveBreakpoint(turn: Turn, active: Active, { way, instead, by }: Left): void {
  const { status, step } = active;
  if (way === "step_over") status.steps = "over";
  if (way === "run_on") turn.state.runsOn = true;
  const prepared = takePrepared(turn, active);
  if (instead?.kind === "output") {
    status.origin = "by_hand";
    const note = `Not carried out: its output was given by ${by} at its breakpoint.`;
    complete(turn, active, { output: instead.value, port: instead.port, note });
  } else if (instead?.kind === "given") {
    status.remark = `Given other data by ${by} at its breakpoint.`;
    const field = givenField(step.kind);
    const values = field === null ? {} : { [field]: instead.value };
    goOn(turn, active, { values: { ...prepared.values, ...values } });
  } else goOn(turn, active, prepared);
  if (way === "run_on") for (const other of standing(turn)) goOn(turn, other, takePrepared(turn, other));
}

function takePrepared(turn: Turn, { status }: Active): Prepared {
  const { prepared = {} } = status;
  waitFor(turn, status, undefined);
  status.breakpoint = "passed";
  delete status.prepared;
  delete status.input;
  status.note = undefined;
  return prepared;
}

function goOn(turn: Turn, active: Active, { values, failure }: Prepared): void {
  const { position, scope, status } = active;
  if (failure !== undefined) return fail(turn, active, failure);
  if (turn.state.paused !== undefined) {
    status.note = "Goes on when the run is resumed.";
    recordStep(turn, active, "waiting");
  }
  status.note = status.remark;
  turn.tasks.push(
    values === undefined ? { kind: "begin", position, scope } : { kind: "act", position, scope, values },
  );
}

function standing(turn: Turn): Active[] {
  return [...allStatuses(turn.state)]
    .filter(({ status }) => status.awaits === "breakpoint")
    .map(({ position, scope }) => activeAt(turn, position, scope));
}
