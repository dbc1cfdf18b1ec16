import { encodeData, fromPlain } from "@riposte/template";
import type { InlinePayload, Payload } from "../../payload.ts";
import { isBlob, toPayload } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import { renderCommand } from "../../render/command.ts";
import { RenderError } from "../../render/render-error.ts";
import { advance } from "../advance.ts";
import { isPaused } from "../host.ts";
import { sliceItems } from "../loops/items.ts";
import { isStanding } from "../breakpoints/standing.ts";
import type { Breakpoint, EngineCommand, EngineEvent, RunFacts, WayOn } from "../protocol.ts";
import type { Answer } from "../run-to-end.ts";
import type { RecordedStep } from "../rerun/recorded.ts";
import type { EngineState } from "../state.ts";
import { createState } from "../state.ts";
import type { Scenario, World } from "./scenario.ts";
import {
  arrivalFor,
  callOutcome,
  childWay,
  choiceFor,
  decisionFor,
  resolutionFor,
  waitsFirst,
} from "./scenario.ts";

/** Something the host could do next. */
export interface Pending {
  /** What is asked, as the key of a command. */
  readonly key: string;
  readonly answer: Answer;
  /** When it is due; null for what may come at any time. */
  readonly at: number | null;
}

/** Looks at the run around every event. */
export interface Witness {
  /** Outcomes of another run that this one takes over. */
  readonly recorded?: readonly RecordedStep[];
  readonly breakpoints?: readonly Breakpoint[];
  /** How each step that stands goes on. */
  readonly wayOn?: WayOn;
  /** Before which events somebody pauses the run, or resumes it where it is paused. */
  readonly pauseAt?: ReadonlySet<number>;
  /** Before which event somebody cancels; null: never. */
  readonly cancelAt: number | null;
  before(state: EngineState): void;
  after(event: EngineEvent, state: EngineState, commands: readonly EngineCommand[], keys: string[]): void;
}

const CANCEL: Pending = {
  key: "cancel",
  answer: { kind: "cancel_requested", by: "ann", reason: "" },
  at: null,
};

const PAUSE: Pending = { key: "hold", answer: { kind: "run_paused", by: "ann", reason: "" }, at: null };
const RESUME: Pending = { key: "go on", answer: { kind: "run_resumed", by: "ann" }, at: null };

export const START = 1_700_000_000_000;

const ENDLESS = 20_000;

/** Runs a plan to its end, answering in the order that `pick` chooses. */
export function runAtRandom(
  plan: Plan,
  scenario: Scenario,
  pick: (count: number) => number,
  witness: Witness,
): void {
  const state = createState(plan, witness.recorded);
  const pending = new Map<string, Pending>();
  const asked = new Set<string>();
  const { wayOn = "go_on" } = witness;
  let now = START;
  let next: Pending | undefined = { key: "start", answer: startEvent(scenario, witness), at: null };
  for (let count = 0; next !== undefined; count++) {
    if (count > ENDLESS) throw new Error("The run does not come to its end.");
    pending.delete(next.key);
    now = Math.max(now + 1, next.at ?? 0);
    witness.before(state);
    const event: EngineEvent = { ...next.answer, now };
    const { commands } = advance(plan, state, event);
    for (const command of commands) follow(command, { plan, scenario }, { pending, asked, wayOn });
    witness.after(event, state, commands, [...pending.keys()]);
    const ready = readyNow([...pending.values()]);
    const cancels = count === witness.cancelAt && state.phase !== "finished";
    const toggles = witness.pauseAt?.has(count) === true && state.phase !== "finished";
    const other =
      toggles || ready.length === 0 ? (isPaused(state) ? RESUME : toggles ? PAUSE : undefined) : undefined;
    next = cancels ? CANCEL : (other ?? ready[pick(ready.length)]);
  }
}

function facts(scenario: Scenario, { breakpoints }: Witness): RunFacts {
  return {
    id: "run_random",
    playbook: "random",
    playbookId: "pb_random",
    version: 1,
    workspaceId: "ws_default",
    simulate: scenario.simulate,
    startedAt: START,
    ...(breakpoints === undefined ? {} : { breakpoints }),
  };
}

const HASH = "0".repeat(64);

function triggerText(scenario: Scenario): string {
  return encodeData(fromPlain({ two: 2, flag: scenario.flag }));
}

function startEvent(scenario: Scenario, witness: Witness): Answer {
  const json = triggerText(scenario);
  const blob: Payload = { kind: "blob", hash: HASH, bytes: 100_000, preview: "" };
  return {
    kind: "started",
    trigger: scenario.blobTrigger ? blob : { kind: "inline", json },
    run: facts(scenario, witness),
  };
}

/** Timers come in the order of their deadlines; everything else in any. */
function readyNow(pending: readonly Pending[]): Pending[] {
  const earliest = pending.reduce((least, { at }) => Math.min(least, at ?? Infinity), Infinity);
  return pending.filter(({ at }) => at === null || (at === earliest && at !== Infinity));
}

/** What is asked, by whom: the same for a command and for its like on a fresh history. */
export function keyOf(command: EngineCommand): string | null {
  switch (command.kind) {
    case "start_timer":
      return `timer:${command.timer}`;
    case "call_action":
    case "start_child":
    case "render":
    case "slice":
    case "gather":
    case "await_event":
      return `${command.kind}:${command.step}:${command.scope}:${command.attempt}`;
    case "respond":
    case "ask_approval":
    case "pause":
      return `${command.kind}:${command.step}:${command.scope}`;
    default:
      return null;
  }
}

interface Outside {
  readonly pending: Map<string, Pending>;
  /** Calls that have been told to wait. */
  readonly asked: Set<string>;
  readonly wayOn: WayOn;
}

function follow(command: EngineCommand, world: World, { pending, asked, wayOn }: Outside): void {
  const { scenario } = world;
  const add = (answer: Answer, at: number | null = null, key = keyOf(command) ?? "") => {
    if (pending.has(key)) throw new Error(`Asked twice: ${key}`);
    pending.set(key, { key, answer, at });
  };
  switch (command.kind) {
    case "call_action": {
      const { step, scope, attempt } = command;
      if (!waitsFirst(scenario, command) || asked.has(keyOf(command) ?? "")) {
        return add(callAnswer(command, scenario));
      }
      asked.add(keyOf(command) ?? "");
      return add({ kind: "action_waits", step, scope, attempt, note: "Others are before it." });
    }
    case "leave_turn":
      pending.delete(`turn:${command.step}:${command.scope}`);
      return;
    case "render":
      return add(renderAnswer(command, scenario));
    case "start_child":
      return add(childAnswer(command, scenario), childWay(world, command) === "usual" ? null : Infinity);
    case "cancel_child": {
      const key = `start_child:${command.step}:${command.scope}:${command.attempt}`;
      const child = pending.get(key);
      if (child !== undefined && childWay(world, command) === "slow")
        pending.set(key, { ...child, at: null });
      return;
    }
    case "slice":
      return add(sliceAnswer(command));
    case "gather":
    case "store_value":
      throw new Error("These loops are too small for the blob store.");
    case "respond":
      return add({ kind: "responded", step: command.step, scope: command.scope });
    case "pause":
      return add({ kind: "resumed", step: command.step, scope: command.scope });
    case "start_timer":
      return add({ kind: "timer_fired", timer: command.timer }, timerDue(command, world));
    case "cancel_timer":
      pending.delete(`timer:${command.timer}`);
      return;
    case "ask_approval": {
      const { step, scope, request } = command;
      const decision = decisionFor(scenario, { step, scope }, request.expiresAt !== null);
      if (decision === "expired") return;
      const verb = decision === "approved" ? "approve" : "reject";
      return add({ kind: "approval_decided", step, scope, decision: verb, by: "ann", comment: "" });
    }
    case "await_event": {
      const { step, scope, attempt, request } = command;
      const isMissed = arrivalFor(scenario, { step, scope }, request.timeoutMs !== null) === "timed_out";
      const key = { step, scope, attempt };
      if (isMissed) return add({ kind: "event_missed", ...key });
      return add({ kind: "event_arrived", ...key, event: toPayload(fromPlain({ id: 2 })), origin: "a test" });
    }
    case "close_wait":
      pending.delete(`await_event:${command.step}:${command.scope}:${command.attempt}`);
      return;
    case "close_approval":
      pending.delete(`ask_approval:${command.step}:${command.scope}`);
      return;
    case "record": {
      const { step, scope, state, attempt } = command.record;
      const standing = `stands:${step}:${scope}`;
      if (isStanding(command.record))
        return add({ kind: "breakpoint_left", step, scope, way: wayOn, by: "ann" }, null, standing);
      pending.delete(standing);
      // Nobody waits any more for the run that never came to its end.
      if (state !== "running") pending.delete(`start_child:${step}:${scope}:${attempt}`);
      if (state === "undecided") {
        const choice = choiceFor(scenario, { step, scope, attempt });
        const decided = {
          kind: "failure_decided",
          step,
          scope,
          choice,
          output: null,
          by: "ann",
          reason: "",
        } as const;
        return add(decided, null, `choose:${step}:${scope}:${attempt}`);
      }
      if (state === "turn") {
        const key = `turn:${step}:${scope}`;
        // A paused run says once more that it waits, and leaves the queue.
        if (!pending.has(key)) add({ kind: "turn_came", step, scope, attempt }, null, key);
        return;
      }
      if (state !== "unknown") return;
      const outcome = resolutionFor(scenario, { step, scope });
      const answer = { kind: "unknown_resolved", step, scope, outcome, by: "ann", reason: "" } as const;
      return add(answer, null, `resolve:${step}:${scope}`);
    }
    case "finish":
      for (const key of pending.keys()) if (/^(resolve|pause|choose|stands):/.test(key)) pending.delete(key);
      return;
    case "archive":
    case "cancel_action":
    case "run_record":
      return;
  }
}

/** Where a decision will come, the expiry does not overtake it: else the order would decide the outcome. */
function timerDue({ timer, at }: Extract<EngineCommand, { kind: "start_timer" }>, world: World): number {
  const { scenario } = world;
  const [purpose = "", step = "", attempt = "", scope = ""] = timer.split(":");
  const child = { step, scope, attempt: Number(attempt) };
  if (purpose === "limit") return childWay(world, child) === "usual" ? Infinity : at;
  if (purpose === "grace") return childWay(world, child) === "endless" ? at : Infinity;
  const held = purpose === "expiry" && decisionFor(scenario, { step, scope }, true) !== "expired";
  // What runs for a cancelled run has all the time it needs.
  return held || purpose === "unwind" ? Infinity : at;
}

function callAnswer(command: Extract<EngineCommand, { kind: "call_action" }>, scenario: Scenario): Answer {
  const { step, scope, attempt } = command;
  const outcome = callOutcome(scenario, command);
  if (outcome === "done") {
    return { kind: "action_done", step, scope, attempt, output: toPayload(fromPlain({ ok: true })) };
  }
  const kind = outcome === "unknown" ? "action_unknown" : "action_failed";
  return { kind, step, scope, attempt, failure: FAILURES[outcome] };
}

function childAnswer(command: Extract<EngineCommand, { kind: "start_child" }>, scenario: Scenario): Answer {
  const { step, scope, attempt } = command;
  const outcome = callOutcome(scenario, command);
  const key = { kind: "child_ended", step, scope, attempt, run: "run_child" } as const;
  if (outcome === "done") return { ...key, end: { state: "done", output: toPayload(2n) } };
  const state = outcome === "unknown" ? "lost" : "failed";
  return { ...key, end: { state, failure: FAILURES[outcome] } };
}

const FAILURES = {
  failed: { code: "script_failed", message: "x", retryable: true },
  failed_for_good: { code: "not_found", message: "x", retryable: false },
  unknown: { code: "unknown_outcome", message: "x", retryable: false },
} as const;

function renderAnswer(command: Extract<EngineCommand, { kind: "render" }>, scenario: Scenario): Answer {
  const { step, scope, attempt } = command;
  try {
    const rendered = renderCommand(command, new Map([[HASH, triggerText(scenario)]]));
    const fields = Object.entries(rendered).map(([field, data]) => [field, storedAt(field, toPayload(data))]);
    return { kind: "rendered", step, scope, attempt, fields: Object.fromEntries(fields) };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { kind: "render_failed", step, scope, attempt, failure: error.failure };
  }
}

/** Lists are never small enough for the state here, so that their items come in pages; the text goes as the hash. */
function storedAt(field: string, payload: InlinePayload): Payload {
  if (field !== "over") return payload;
  return { kind: "blob", hash: payload.json, bytes: payload.json.length, preview: "" };
}

function sliceAnswer(command: Extract<EngineCommand, { kind: "slice" }>): Answer {
  const { step, scope, attempt, over, from } = command;
  const key = { step, scope, attempt };
  const found = sliceItems(isBlob(over) ? over.hash : over.json, from, step);
  if ("code" in found) return { kind: "render_failed", ...key, failure: found };
  const page = "items" in found ? found.items.slice(0, 2) : [];
  return {
    kind: "rendered",
    ...key,
    fields: { total: toPayload(found.total), items: toPayload(page) },
  };
}
