import type { Payload } from "../../payload.ts";
import { isBlob, NULL_PAYLOAD } from "../../payload.ts";
import type { ForEachStep, LoopStep } from "../../plan.ts";
import { standWithin } from "../breakpoints/stepping.ts";
import { enter } from "../dataflow.ts";
import { readInline, writeInline } from "../decoded.ts";
import { complete, fail } from "../outcome.ts";
import { isLoop } from "../plan-index.ts";
import { prepare } from "../prepare.ts";
import { isLive, pathOf } from "../scopes.ts";
import type { LoopState, ScopeState } from "../state.ts";
import type { Active, Turn } from "../turn.ts";
import { activeAt, waitFor } from "../turn.ts";
import { ask } from "./ask.ts";
import { dropIteration, keepParallelSets, loopOf } from "./end-iteration.ts";
import { gatherInline, keepResult } from "./gather.ts";
import { itemsOf } from "./items.ts";

/** So much may begin within loops in one turn. Histories hold on to it: with another number they do not replay. */
const MOST_AT_A_TURN = 2_000;

/** Starts what may be started now; with nothing left and nothing under way the loop is over. */
export function goOnWithLoop(turn: Turn, active: Active): void {
  const { step, scope, status } = active;
  const { loop } = status;
  if (!isLoop(step) || loop === undefined || status.awaits !== "body" || !isLive(turn.state, scope)) return;
  if (loop.stopping !== undefined) {
    if (loop.live === 0) fail(turn, active, loop.stopping);
    return;
  }
  if (turn.begun >= MOST_AT_A_TURN) return pause(turn, active);
  if (step.kind === "for_each") return startItems(turn, { ...active, step }, loop);
  if (loop.live > 0) return;
  turn.tasks.push({ kind: "begin", position: active.position, scope });
}

function pause(turn: Turn, { step, scope, status }: Active): void {
  waitFor(turn, status, "pause");
  turn.commands.push({ kind: "pause", step: step.id, scope });
}

function startItems(turn: Turn, active: Active<ForEachStep>, loop: LoopState): void {
  const total = loop.total ?? 0;
  while (loop.live < active.step.parallel && loop.next < total) {
    if (turn.begun >= MOST_AT_A_TURN) return pause(turn, active);
    const item = itemAt(active, loop);
    if (item === null) return ask(turn, active, "items");
    startIteration(turn, active, loop, item);
  }
  if (loop.live === 0 && loop.next >= total) finishLoop(turn, active);
}

/** Null: the item lies in the blob store, on a page that is not here. */
function itemAt({ status }: Active, { page, next }: LoopState): Payload | null {
  const over = status.input ?? NULL_PAYLOAD;
  if (!isBlob(over)) return writeInline(itemsOf(readInline(over))?.[next] ?? null);
  if (page === undefined || next < page.from) return null;
  if (isBlob(page.items)) return next === page.from ? page.items : null;
  const items = readInline(page.items) as ReturnType<typeof readInline>[];
  const item = items[next - page.from];
  return item === undefined ? null : writeInline(item);
}

export function startIteration(turn: Turn, active: Active, loop: LoopState, item: Payload | null): void {
  const { step, position, scope } = active;
  const index = loop.next++;
  loop.live += 1;
  turn.begun += 1;
  const path = pathOf(scope, step.id, index);
  const iteration: ScopeState = { loop: position, index, left: 0, steps: {}, setters: [] };
  if (item !== null) iteration.item = item;
  turn.state.scopes[path] = iteration;
  enter(turn, step.id, path, iteration);
  standWithin(turn, active, path);
}

/** All steps of an iteration have come to their end: what does it give? */
export function closeIteration(turn: Turn, path: string): void {
  const iteration = turn.state.scopes[path];
  if (iteration === undefined || !isLive(turn.state, path)) return;
  const loop = loopOf(turn, path, iteration);
  if (!isLoop(loop.step)) return;
  if (loop.step.collect === null) return keepIteration(turn, path, NULL_PAYLOAD);
  const collecting = activeAt(turn, loop.position, path);
  const values = prepare(turn, collecting, { collect: loop.step.collect });
  if (values !== null) keepIteration(turn, path, values["collect"] ?? NULL_PAYLOAD);
}

export function keepIteration(turn: Turn, path: string, result: Payload): void {
  const iteration = turn.state.scopes[path];
  if (iteration === undefined) return;
  const loop = loopOf(turn, path, iteration);
  keepResult(turn, loop, iteration.index, result);
  if (loop.step.kind === "while" && loop.status.loop !== undefined) loop.status.loop.previous = result;
  dropIteration(turn, path, iteration, loop);
}

export function finishLoop(turn: Turn, active: Active<LoopStep>): void {
  const output = gatherInline(active);
  if (output === null) return ask(turn, active, "result");
  endLoop(turn, active, output);
}

export function endLoop(turn: Turn, active: Active, output: Payload): void {
  keepParallelSets(turn, active);
  complete(turn, active, { output });
}
