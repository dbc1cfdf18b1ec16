import type { Payload } from "../payload.ts";
import type { Plan } from "../plan.ts";
import { advance } from "./advance.ts";
import type { EngineCommand, EngineEvent, RunFacts } from "./protocol.ts";
import type { RecordedStep } from "./rerun/recorded.ts";
import type { EngineState } from "./state.ts";
import { createState } from "./state.ts";

/** What somebody outside must answer; timers are the driver's own. */
export type Question = Extract<
  EngineCommand,
  { kind: "render" | "call_action" | "respond" | "ask_approval" | "await_event" | "slice" | "gather" }
>;

type WithoutNow<E> = E extends unknown ? Omit<E, "now"> : never;
export type Answer = WithoutNow<EngineEvent>;

export interface Ended {
  readonly state: EngineState;
  readonly commands: readonly EngineCommand[];
}

/**
 * Drives a run in no time: questions are answered in the order they come, and the clock jumps to the next
 * timer when none is left. Null leaves a question open; a run that only waits for people is given back as
 * it stands.
 */
export function runToEnd(
  plan: Plan,
  start: { readonly trigger: Payload; readonly run: RunFacts; readonly recorded?: readonly RecordedStep[] },
  answer: (question: Question) => Answer | null,
): Ended {
  const { recorded, ...begin } = start;
  const state = createState(plan, recorded);
  const commands: EngineCommand[] = [];
  const questions: Question[] = [];
  const pauses: Extract<EngineCommand, { kind: "pause" }>[] = [];
  const timers = new Map<string, number>();
  let now = start.run.startedAt;

  const feed = (event: Answer) => {
    for (const command of advance(plan, state, { ...event, now }).commands) {
      commands.push(command);
      if (command.kind === "start_timer") timers.set(command.timer, command.at);
      else if (command.kind === "cancel_timer") timers.delete(command.timer);
      else if (command.kind === "pause") pauses.push(command);
      else if (isQuestion(command)) questions.push(command);
    }
  };

  feed({ kind: "started", ...begin });
  while (state.phase !== "finished") {
    const pause = pauses.shift();
    if (pause !== undefined) feed({ kind: "resumed", step: pause.step, scope: pause.scope });
    if (pause !== undefined) continue;
    const question = questions.shift();
    const event = question === undefined ? nextTimer(timers) : answer(question);
    if (question === undefined && event === null) break;
    if (event?.kind === "timer_fired") now = Math.max(now, takeTimer(timers, event.timer));
    if (event !== null) feed(event);
  }
  return { state, commands };
}

function isQuestion(command: EngineCommand): command is Question {
  return ["render", "call_action", "respond", "ask_approval", "await_event", "slice", "gather"].includes(
    command.kind,
  );
}

function nextTimer(timers: ReadonlyMap<string, number>): Answer | null {
  const [first] = [...timers].toSorted(([, a], [, b]) => a - b);
  return first === undefined ? null : { kind: "timer_fired", timer: first[0] };
}

function takeTimer(timers: Map<string, number>, timer: string): number {
  const at = timers.get(timer) ?? 0;
  timers.delete(timer);
  return at;
}
