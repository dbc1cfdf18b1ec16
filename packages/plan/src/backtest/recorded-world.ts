import type { EngineCommand } from "../engine/protocol.ts";
import type { Answer } from "../engine/run-to-end.ts";
import { NULL_PAYLOAD, toPayload } from "../payload.ts";
import { fromPlain } from "@riposte/template";
import { TIMED_OUT_PORT } from "../ports.ts";
import type { PastRun } from "./past-run.ts";
import type { CallDone } from "./recorded-calls.ts";
import { actionKey, placeKey, playbookKey, recordedCalls } from "./recorded-calls.ts";

type CommandOf<K extends EngineCommand["kind"]> = Extract<EngineCommand, { kind: K }>;

/** What a draft asks the world for. */
export type Asking = CommandOf<
  "call_action" | "start_child" | "ask_approval" | "await_event" | "respond" | "pause"
>;

/** Where an answer is from: the run gave it, gave it for other arguments, or nobody did and nothing was sent. */
export type Given = "recorded" | "other_arguments" | "simulated";

export type Told =
  | { readonly kind: "answer"; readonly answer: Answer; readonly given: Given | null }
  /** Nobody answers, and its time runs out. */
  | { readonly kind: "silence" }
  /** The record does not say what the world would: for people, why. */
  | { readonly kind: "stop"; readonly why: string };

/** The world as one run met it: nothing is sent, asked or looked up; what the run did not record is not known. */
export interface RecordedWorld {
  readonly answer: (asking: Asking) => Told;
  /** What a person did about a step that failed and asks. */
  readonly choose: (undecided: { readonly step: string; readonly scope: string }) => Told;
}

export function createRecordedWorld(past: PastRun): RecordedWorld {
  const calls = recordedCalls(past);
  const records = new Map(past.records.map((record) => [placeKey(record), record]));
  const decisions = new Map(past.decisions.map((decision) => [placeKey(decision), decision]));

  function callAction({ step, scope, attempt, call }: CommandOf<"call_action">): Told {
    const asked = { step, scope, what: actionKey(call), arguments: call.arguments };
    const end = calls.same(asked);
    const place = { step, scope, attempt };
    if (end?.kind === "unknown")
      return stop("nobody knows what became of this very call in the recorded run");
    if (end?.kind === "done") return given("recorded", doneAt(place, end));
    if (end?.kind === "failed") {
      return given("recorded", { kind: "action_failed", ...place, failure: end.failure });
    }
    if (call.effect === "read") {
      return stop("it reads what the recorded run did not read: a backtest asks no outside system");
    }
    const alike = calls.alike(asked);
    return alike === null
      ? given("simulated", { kind: "action_done", ...place, output: SIMULATED })
      : given("other_arguments", doneAt(place, alike));
  }

  function startChild({ step, scope, attempt, ...command }: CommandOf<"start_child">): Told {
    const asked = { step, scope, what: playbookKey(command.playbook.id), arguments: command.arguments };
    const end = calls.same(asked);
    const ended = { kind: "child_ended", step, scope, attempt, run: null } as const;
    if (end?.kind === "failed") {
      return given("recorded", { ...ended, end: { state: "failed", failure: end.failure } });
    }
    const output = end?.kind === "done" ? end.output : (calls.alike(asked)?.output ?? null);
    if (output !== null) {
      return given(end === null ? "other_arguments" : "recorded", {
        ...ended,
        end: { state: "done", output },
      });
    }
    return stop("it runs a playbook that the recorded run did not run here: a backtest starts no other run");
  }

  function askApproval({ step, scope, request }: CommandOf<"ask_approval">): Told {
    const decision = decisions.get(placeKey({ step, scope }));
    const { outcome = null, by = "", comment = "" } = decision ?? {};
    if (outcome === "approved" || outcome === "rejected") {
      const verb = outcome === "approved" ? "approve" : "reject";
      return given("recorded", { kind: "approval_decided", step, scope, decision: verb, by, comment });
    }
    if (outcome === "expired" && request.expiresAt !== null) return { kind: "silence" };
    return stop(
      decision === undefined
        ? "it asks people, and the recorded run did not ask them this"
        : "it asks people, and in the recorded run nobody decided",
    );
  }

  function awaitEvent({ step, scope, attempt }: CommandOf<"await_event">): Told {
    const record = records.get(placeKey({ step, scope }));
    if (record?.state !== "done") return stop("it waits for an event that the recorded run did not wait for");
    const place = { step, scope, attempt };
    if (record.port === TIMED_OUT_PORT) return given("recorded", { kind: "event_missed", ...place });
    const event = record.output ?? NULL_PAYLOAD;
    return given("recorded", { kind: "event_arrived", ...place, event, origin: "the recorded event" });
  }

  return {
    answer(asking) {
      switch (asking.kind) {
        case "call_action":
          return callAction(asking);
        case "start_child":
          return startChild(asking);
        case "ask_approval":
          return askApproval(asking);
        case "await_event":
          return awaitEvent(asking);
        case "respond":
          return given("simulated", { kind: "responded", step: asking.step, scope: asking.scope });
        case "pause":
          return given(null, { kind: "resumed", step: asking.step, scope: asking.scope });
      }
    },
    choose({ step, scope }) {
      const { state, origin, output } = records.get(placeKey({ step, scope })) ?? {};
      const decided = { kind: "failure_decided", step, scope, by: "the recorded run", reason: "" } as const;
      if (state === "failed") return given("recorded", { ...decided, choice: "fail", output: null });
      if (state === "done" && origin === "by_hand") {
        return given("recorded", { ...decided, choice: "skip", output: output ?? null });
      }
      return stop("it fails and asks people what becomes of it, and the recorded run did not ask them");
    },
  };
}

const SIMULATED = toPayload(fromPlain({ simulated: true }));

function given(from: Given | null, answer: Answer): Told {
  return { kind: "answer", answer, given: from };
}

function stop(why: string): Told {
  return { kind: "stop", why };
}

function doneAt(
  place: { readonly step: string; readonly scope: string; readonly attempt: number },
  end: CallDone,
) {
  return { kind: "action_done", ...place, output: end.output, branches: end.branches } as const;
}
