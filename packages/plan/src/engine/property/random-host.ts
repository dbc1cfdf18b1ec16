import { encodeData, fromPlain } from "@riposte/template";
import type { Payload } from "../../payload.ts";
import { toPayload } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import { renderCommand } from "../../render/command.ts";
import { RenderError } from "../../render/tree.ts";
import { advance } from "../advance.ts";
import type { EngineCommand, EngineEvent, RunFacts } from "../protocol.ts";
import type { Answer } from "../run-to-end.ts";
import type { EngineState } from "../state.ts";
import { createState } from "../state.ts";
import type { Scenario } from "./scenario.ts";
import { callOutcome, decisionFor, resolutionFor } from "./scenario.ts";

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

export const START = 1_700_000_000_000;

const ENDLESS = 1_000;

/** Runs a plan to its end, answering in the order that `pick` chooses. */
export function runAtRandom(
  plan: Plan,
  scenario: Scenario,
  pick: (count: number) => number,
  witness: Witness,
): void {
  const state = createState(plan);
  const pending = new Map<string, Pending>();
  let now = START;
  let next: Pending | undefined = { key: "start", answer: startEvent(scenario), at: null };
  for (let count = 0; next !== undefined; count++) {
    if (count > ENDLESS) throw new Error("The run does not come to its end.");
    pending.delete(next.key);
    now = Math.max(now + 1, next.at ?? 0);
    witness.before(state);
    const event: EngineEvent = { ...next.answer, now };
    const { commands } = advance(plan, state, event);
    for (const command of commands) follow(command, scenario, pending);
    witness.after(event, state, commands, [...pending.keys()]);
    const ready = readyNow([...pending.values()]);
    const cancels = count === witness.cancelAt && state.phase !== "finished";
    next = cancels ? CANCEL : ready[pick(ready.length)];
  }
}

function facts(scenario: Scenario): RunFacts {
  return {
    id: "run_random",
    playbook: "random",
    playbookId: "pb_random",
    version: 1,
    workspaceId: "ws_default",
    simulate: scenario.simulate,
    startedAt: START,
  };
}

const HASH = "0".repeat(64);

function triggerText(scenario: Scenario): string {
  return encodeData(fromPlain({ two: 2, flag: scenario.flag }));
}

function startEvent(scenario: Scenario): Answer {
  const json = triggerText(scenario);
  const blob: Payload = { kind: "blob", hash: HASH, bytes: 100_000, preview: "" };
  return {
    kind: "started",
    trigger: scenario.blobTrigger ? blob : { kind: "inline", json },
    run: facts(scenario),
  };
}

/** Timers come in the order of their deadlines; everything else in any. */
function readyNow(pending: readonly Pending[]): Pending[] {
  const earliest = pending.reduce((least, { at }) => Math.min(least, at ?? Infinity), Infinity);
  return pending.filter(({ at }) => at === null || (at === earliest && at !== Infinity));
}

function follow(command: EngineCommand, scenario: Scenario, pending: Map<string, Pending>): void {
  const add = (key: string, answer: Answer, at: number | null = null) => {
    if (pending.has(key)) throw new Error(`Asked twice: ${key}`);
    pending.set(key, { key, answer, at });
  };
  switch (command.kind) {
    case "call_action":
      return add(`call:${command.step}:${command.attempt}`, callAnswer(command, scenario));
    case "render":
      return add(`render:${command.step}:${command.attempt}`, renderAnswer(command, scenario));
    case "respond":
      return add(`respond:${command.step}`, { kind: "responded", step: command.step });
    case "start_timer":
      return followTimer(command, scenario, add);
    case "cancel_timer":
      pending.delete(`timer:${command.timer}`);
      return;
    case "ask_approval": {
      const { step, request } = command;
      const decision = decisionFor(scenario, step, request.expiresAt !== null);
      if (decision === "expired") return;
      const verb = decision === "approved" ? "approve" : "reject";
      return add(`ask:${step}`, { kind: "approval_decided", step, decision: verb, by: "ann", comment: "" });
    }
    case "close_approval":
      pending.delete(`ask:${command.step}`);
      return;
    case "record": {
      const { step, state } = command.record;
      if (state !== "unknown") return;
      const outcome = resolutionFor(scenario, step);
      return add(`resolve:${step}`, { kind: "unknown_resolved", step, outcome, by: "ann", reason: "" });
    }
    case "finish":
      for (const key of pending.keys()) if (key.startsWith("resolve:")) pending.delete(key);
      return;
    case "cancel_action":
    case "run_record":
      return;
  }
}

/** Where a decision will come, the expiry does not overtake it: else the order would decide the outcome. */
function followTimer(
  { timer, at }: Extract<EngineCommand, { kind: "start_timer" }>,
  scenario: Scenario,
  add: (key: string, answer: Answer, at: number) => void,
): void {
  const [purpose = "", step = ""] = timer.split(":");
  const held = purpose === "expiry" && decisionFor(scenario, step, true) !== "expired";
  add(`timer:${timer}`, { kind: "timer_fired", timer }, held ? Infinity : at);
}

function callAnswer(
  { step, attempt }: Extract<EngineCommand, { kind: "call_action" }>,
  scenario: Scenario,
): Answer {
  const outcome = callOutcome(scenario, step, attempt);
  if (outcome === "done") {
    return { kind: "action_done", step, attempt, output: toPayload(fromPlain({ ok: true })) };
  }
  const kind = outcome === "unknown" ? "action_unknown" : "action_failed";
  return { kind, step, attempt, failure: FAILURES[outcome] };
}

const FAILURES = {
  failed: { code: "script_failed", message: "x", retryable: true },
  failed_for_good: { code: "not_found", message: "x", retryable: false },
  unknown: { code: "unknown_outcome", message: "x", retryable: false },
} as const;

function renderAnswer(command: Extract<EngineCommand, { kind: "render" }>, scenario: Scenario): Answer {
  const { step, attempt } = command;
  try {
    const rendered = renderCommand(command, new Map([[HASH, triggerText(scenario)]]));
    const fields = Object.entries(rendered).map(([field, data]) => [field, toPayload(data)]);
    return { kind: "rendered", step, attempt, fields: Object.fromEntries(fields) };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { kind: "render_failed", step, attempt, failure: error.failure };
  }
}
