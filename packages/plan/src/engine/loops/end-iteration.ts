import { fromPlain } from "@riposte/template";
import type { Failure } from "../../failure.ts";
import { toPayload } from "../../payload.ts";
import { keepStep } from "../breakpoints/stepping.ts";
import { isLoop, stepAt } from "../plan-index.ts";
import type { StepRecord } from "../protocol.ts";
import { allStatuses, isGoingOn, iterationsWithin, outerOf } from "../scopes.ts";
import type { ScopeState, SetByIteration } from "../state.ts";
import { frameOf } from "../scopes.ts";
import type { Active, Turn } from "../turn.ts";
import { activeAt, stepRecord, waitFor } from "../turn.ts";
import { withdrawOpenSteps } from "../withdraw.ts";
import { keepError } from "./gather.ts";

/** Whether this stands for what an iteration gives, and not for a step in it. */
export function isCollecting({ state }: Turn, { position, scope }: Active): boolean {
  return scope !== "" && state.scopes[scope]?.loop === position;
}

/** The iteration of this step is over as soon as nothing of it is in flight. */
export function failIteration(turn: Turn, { step, scope, status }: Active, failure: Failure): void {
  end(turn, scope, { failure, step: step.id, attempt: status.attempt });
  closeIfQuiet(turn, scope);
}

/** The other iterations are not wanted any more; the loop fails when they are gone. */
export function stopLoop(turn: Turn, { position, scope, status }: Active, failure: Failure): void {
  const { loop } = status;
  if (loop === undefined) return;
  loop.stopping ??= failure;
  const own = Object.entries(turn.state.scopes).filter(
    ([path, iteration]) => iteration.loop === position && outerOf(path) === scope,
  );
  for (const [path] of own) end(turn, path, {});
  for (const [path] of own) closeIfQuiet(turn, path);
  turn.tasks.push({ kind: "next", position, scope });
}

function end(turn: Turn, root: string, ending: NonNullable<ScopeState["ending"]>): void {
  for (const [path, iteration] of iterationsWithin(turn.state, root)) {
    iteration.ending ??= path === root ? ending : {};
  }
  withdrawOpenSteps(turn, root);
}

/** Looks, after an answer that came there, whether an iteration that has to end can do so now. */
export function closeIfQuiet(turn: Turn, scope: string): void {
  const { state } = turn;
  if (!isGoingOn(state) || state.scopes[scope]?.ending === undefined) return;
  let root = scope;
  while (state.scopes[outerOf(root)]?.ending !== undefined) root = outerOf(root);
  for (const { status } of allStatuses(state, root)) {
    const { awaits } = status;
    if (awaits === "render" || awaits === "call" || awaits === "respond" || awaits === "child") return;
  }
  const iteration = state.scopes[root];
  // The loop of one that was cancelled with the run is withdrawn: what is heard of it late, while that unwinds, ends nothing.
  if (iteration === undefined || loopOf(turn, root, iteration).status.finishedAt !== undefined) return;
  close(turn, root, iteration);
}

function close(turn: Turn, path: string, iteration: ScopeState): void {
  const loop = loopOf(turn, path, iteration);
  const { failure } = iteration.ending ?? {};
  for (const { status } of allStatuses(turn.state, path)) waitFor(turn, status, undefined);
  dropIteration(turn, path, iteration, loop);
  if (failure === undefined || !isLoop(loop.step)) return;
  if (loop.step.onItemFailure !== "stop") {
    return keepError(turn, loop, iteration.index, errorOf(turn, iteration));
  }
  const { label } = stepNamed(turn, iteration);
  const message = `"${label}" failed in iteration ${iteration.index + 1}: ${failure.message}`;
  const { field: _within, ...rest } = failure;
  stopLoop(turn, loop, { ...rest, message, retryable: false });
}

/** It is gone from the state: what its steps were is in the archive, what they set is with the loop. */
export function dropIteration(turn: Turn, path: string, iteration: ScopeState, loop: Active): void {
  const records: StepRecord[] = [];
  for (const { scope, position, status } of allStatuses(turn.state, path)) {
    if (status.seq === undefined) continue;
    records.push(stepRecord(stepAt(turn.index, position).id, scope, status));
  }
  if (records.length > 0) turn.commands.push({ kind: "archive", records });
  keepVariables(turn, iteration, loop);
  keepStep(iteration, loop);
  for (const [within] of iterationsWithin(turn.state, path)) delete turn.state.scopes[within];
  if (loop.status.loop !== undefined) loop.status.loop.live -= 1;
  turn.tasks.push({ kind: "next", position: loop.position, scope: loop.scope });
}

/**
 * In a sequential loop what an iteration has set counts from its end on; in a parallel one from the end of the loop
 * on, in the order of the items. What the same step sets again, in a later iteration, takes the place of the earlier.
 */
function keepVariables(turn: Turn, iteration: ScopeState, loop: Active): void {
  const set = iteration.setters.flatMap((setter): SetByIteration[] => {
    if (typeof setter !== "number") return [setter];
    const output = iteration.steps[setter]?.output;
    return output === undefined ? [] : [{ position: setter, output }];
  });
  if (set.length === 0) return;
  if (loop.step.kind !== "for_each" || loop.step.parallel === 1) return keepOutside(turn, loop, set);
  const { status } = loop;
  if (status.loop === undefined) return;
  let sets = status.loop.sets ?? [];
  for (const { position, output } of set) {
    const { index } = iteration;
    if (sets.some((one) => one.position === position && one.index > index)) continue;
    sets = [...sets.filter((one) => one.position !== position), { index, position, output }];
  }
  status.loop.sets = sets;
}

function keepOutside(turn: Turn, { scope }: Active, set: readonly SetByIteration[]): void {
  const setters = frameOf(turn.state, scope)?.setters;
  if (setters === undefined) return;
  for (const one of set) {
    const earlier = setters.findIndex((each) => typeof each !== "number" && each.position === one.position);
    if (earlier >= 0) setters.splice(earlier, 1);
    setters.push(one);
  }
}

/** A parallel loop is over: what its iterations have set counts from now on. */
export function keepParallelSets(turn: Turn, loop: Active): void {
  const sets = loop.status.loop?.sets ?? [];
  if (sets.length === 0) return;
  const inOrder = sets.toSorted((a, b) => a.index - b.index);
  keepOutside(
    turn,
    loop,
    inOrder.map(({ position, output }) => ({ position, output })),
  );
}

export function loopOf(turn: Turn, path: string, iteration: ScopeState): Active {
  return activeAt(turn, iteration.loop, outerOf(path));
}

function errorOf(turn: Turn, { ending }: ScopeState): string {
  const { failure, step = "", attempt = 1 } = ending ?? {};
  const position = turn.index.position.get(step);
  const name = position === undefined ? step : stepAt(turn.index, position).name;
  const error = { code: failure?.code ?? "", message: failure?.message ?? "", step: name, attempt };
  return toPayload(fromPlain(error)).json;
}

function stepNamed(turn: Turn, { ending }: ScopeState): { readonly label: string } {
  const position = turn.index.position.get(ending?.step ?? "");
  return position === undefined ? { label: ending?.step ?? "" } : stepAt(turn.index, position);
}
