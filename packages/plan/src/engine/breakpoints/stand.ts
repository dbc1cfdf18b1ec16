import type { Failure } from "../../failure.ts";
import { issue } from "../issue.ts";
import { isCollecting } from "../loops/end-iteration.ts";
import { fail } from "../outcome.ts";
import { isLive } from "../scopes.ts";
import type { Prepared } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { conditionToCheck, isToStand } from "./condition.ts";
import { givenField, STANDS } from "./standing.ts";

/** Before anything of the step is done or asked: it waits for a person, with what it is about to act on. */
export function stand(turn: Turn, active: Active, prepared: Prepared, trouble = ""): void {
  const { status, step } = active;
  const field = givenField(step.kind);
  const given = field === null ? undefined : prepared.values?.[field];
  if (given !== undefined) status.input = given;
  status.prepared = prepared;
  status.note = trouble === "" ? STANDS : `${STANDS} ${trouble}`;
  issue(turn, active, "breakpoint");
}

/** What could not be rendered fails its step; one that is to stand does so first, and so does one whose condition says nothing. */
export function renderFailed(turn: Turn, active: Active, failure: Failure): void {
  const { state } = turn;
  if (!isLive(state, active.scope) || isCollecting(turn, active)) return fail(turn, active, failure);
  if (conditionToCheck(state, active) !== null)
    return stand(turn, active, {}, `Its condition could not be worked out: ${failure.message}`);
  if (!isToStand(state, active)) return fail(turn, active, failure);
  stand(turn, active, { failure }, `What it is given could not be worked out: ${failure.message}`);
}
