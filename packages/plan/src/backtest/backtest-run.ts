import { advance } from "../engine/advance.ts";
import type { EngineCommand, RunFacts, StepRecord } from "../engine/protocol.ts";
import type { Answer } from "../engine/run-to-end.ts";
import type { EngineState } from "../engine/state.ts";
import { createState } from "../engine/state.ts";
import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import type { Plan } from "../plan.ts";
import type { PastRun } from "./past-run.ts";
import { placeKey } from "./recorded-calls.ts";
import { createRecordedWorld } from "./recorded-world.ts";
import type { Asking, Given, Told } from "./recorded-world.ts";

type ValueCommand = Extract<EngineCommand, { kind: "render" | "slice" | "gather" }>;

export type ValueAnswer =
  | { readonly kind: "rendered"; readonly fields: { readonly [field: string]: Payload } }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface BacktestHost {
  /** Reads and makes what is too large for the engine. */
  readonly values: (command: ValueCommand) => Promise<ValueAnswer>;
  /** Before each turn of the engine: lets others go on. A text ends the run there, and says why. */
  readonly breathe: () => Promise<string | null>;
}

/** Where a run cannot go on, and why, as a clause for people. */
export interface Stop {
  readonly step: string;
  readonly scope: string;
  readonly why: string;
}

export interface BacktestRun {
  /** `stopped`: what the record does not say is not known. */
  readonly outcome: "done" | "failed" | "stopped";
  readonly failure: Failure | null;
  readonly failedStep: string | null;
  readonly stops: readonly Stop[];
  /** In the order of their records. */
  readonly records: readonly StepRecord[];
  /** Where answers are from, by step and scope. */
  readonly given: ReadonlyMap<string, Given>;
  /** It was ended as a whole: why. */
  readonly broken: string | null;
}

/** Beyond this a run is not followed. */
const MOST_RECORDS = 5_000;

/**
 * What a plan would have done in a run's place: its event on the same engine, in no time, with the run's records as the
 * world. Waits end at once; what nobody recorded stops its path, and the others go on.
 */
export async function runBacktest(
  plan: Plan,
  { past, trigger, run }: { readonly past: PastRun; readonly trigger: Payload; readonly run: RunFacts },
  host: BacktestHost,
): Promise<BacktestRun> {
  const world = createRecordedWorld(past);
  const state = createState(plan);
  const stops: Stop[] = [];
  const given = new Map<string, Given>();
  const records = new Map<string, StepRecord>();
  const timers = new Map<string, number>();
  const open: (() => Promise<Answer | null>)[] = [];
  let now = run.startedAt;

  function take(command: EngineCommand): void {
    switch (command.kind) {
      case "render":
      case "slice":
      case "gather":
        open.push(async () => valueEvent(command, await host.values(command)));
        return;
      case "call_action":
      case "start_child":
      case "ask_approval":
      case "await_event":
      case "respond":
      case "pause":
        open.push(async () => asked(command, world.answer(command)));
        return;
      case "start_timer":
        timers.set(command.timer, command.at);
        return;
      case "cancel_timer":
        timers.delete(command.timer);
        return;
      case "record":
        keep(command.record);
        if (command.record.state === "undecided") {
          const { record } = command;
          open.push(async () => asked(record, world.choose(record)));
        }
        return;
      case "archive":
        command.records.forEach(keep);
        return;
      // Nothing was begun that would have to be told; the state says how it ends.
      case "cancel_action":
      case "leave_turn":
      case "cancel_child":
      case "close_approval":
      case "close_wait":
      case "store_value":
      case "run_record":
      case "finish":
        return;
    }
  }

  function keep(record: StepRecord): void {
    records.set(placeKey(record), record);
  }

  function asked(place: Pick<Asking, "step" | "scope">, told: Told): Answer | null {
    const { step, scope } = place;
    if (told.kind === "stop") stops.push({ step, scope, why: told.why });
    if (told.kind !== "answer") return null;
    if (told.given !== null) given.set(placeKey(place), told.given);
    return told.answer;
  }

  async function nextAnswer(): Promise<Answer | null> {
    for (let question = open.shift(); question !== undefined; question = open.shift()) {
      const answer = await question();
      if (answer !== null) return answer;
    }
    return null;
  }

  function nextTimer(): Answer | null {
    const stopped = new Set(stops.map(placeKey));
    const due = [...timers].filter(([timer]) => !stopped.has(placeOfTimer(timer)));
    const [first] = due.toSorted(([, a], [, b]) => a - b);
    if (first === undefined) return null;
    const [timer, at] = first;
    timers.delete(timer);
    now = Math.max(now, at);
    return { kind: "timer_fired", timer };
  }

  let broken: string | null = null;
  let event: Answer | null = { kind: "started", trigger, run };
  while (event !== null && state.phase !== "finished" && broken === null) {
    for (const command of advance(plan, state, { ...event, now }).commands) take(command);
    event = (await nextAnswer()) ?? nextTimer();
    broken = records.size > MOST_RECORDS ? TOO_MANY : await host.breathe();
  }
  const end = endOf(state);
  return {
    ...end,
    stops: end.outcome === "stopped" ? stops : [],
    broken,
    given,
    records: inOrder(records.values()),
  };
}

const TOO_MANY = `It takes more than ${MOST_RECORDS} steps: further it is not followed.`;

function endOf({ phase, run }: EngineState): Pick<BacktestRun, "outcome" | "failure" | "failedStep"> {
  const { failure, failedStep, state } = run;
  if (failure !== null) return { outcome: "failed", failure, failedStep };
  return {
    outcome: phase === "finished" && state === "done" ? "done" : "stopped",
    failure: null,
    failedStep: null,
  };
}

function valueEvent({ step, scope, attempt }: ValueCommand, answer: ValueAnswer): Answer {
  const place = { step, scope, attempt };
  if (answer.kind === "rendered") return { kind: "rendered", ...place, fields: answer.fields };
  return { kind: "render_failed", ...place, failure: answer.failure };
}

/** As `setTimer` writes it: purpose, step, attempt, and the scope where there is one. */
function placeOfTimer(timer: string): string {
  const [, step = "", , ...scope] = timer.split(":");
  return placeKey({ step, scope: scope.join(":") });
}

function inOrder(records: Iterable<StepRecord>): StepRecord[] {
  return [...records].toSorted((a, b) => a.seq - b.seq);
}
