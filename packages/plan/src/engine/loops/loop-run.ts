import { encodeData, fromPlain } from "@riposte/template";
import type { Payload } from "../../payload.ts";
import { fitsInline, isBlob, toPayload } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import { renderCommand } from "../../render/command.ts";
import { RenderError } from "../../render/render-error.ts";
import type { EngineCommand, StepRecord } from "../protocol.ts";
import type { Answer, Ended, Question } from "../run-to-end.ts";
import { runToEnd } from "../run-to-end.ts";
import { FACTS, valueOf } from "../test-run.ts";
import { gatherParts } from "./gather.ts";
import { sliceItems } from "./items.ts";

type Call = Extract<Question, { kind: "call_action" }>;

export interface LoopRun extends Ended {
  readonly blobs: ReadonlyMap<string, string>;
  /** The last record of a step. */
  readonly record: (step: string, scope?: string) => StepRecord | undefined;
  readonly output: (step: string, scope?: string) => unknown;
  readonly end: Extract<EngineCommand, { kind: "finish" }>["record"] | undefined;
}

/** Runs a plan with a blob store of its own. `call` gives an action's output, or null where it fails. */
export function loopRun(
  plan: Plan,
  trigger: unknown = {},
  call: (call: Call) => unknown = () => ({}),
): LoopRun {
  const blobs = new Map<string, string>();
  const store = (json: string): Payload => {
    const payload = { kind: "inline", json } as const;
    if (fitsInline(payload)) return payload;
    const hash = String(blobs.size);
    blobs.set(hash, json);
    return { kind: "blob", hash, bytes: json.length, preview: json.slice(0, 20) };
  };
  const textOf = (payload: Payload) => (isBlob(payload) ? (blobs.get(payload.hash) ?? "null") : payload.json);

  function answer(question: Question): Answer | null {
    const { step, scope } = question;
    switch (question.kind) {
      case "call_action": {
        const { attempt } = question;
        const output = call(question);
        if (output !== null) {
          return {
            kind: "action_done",
            step,
            scope,
            attempt,
            output: store(toPayload(fromPlain(output)).json),
          };
        }
        const failure = { code: "unavailable", message: "No.", retryable: true } as const;
        return { kind: "action_failed", step, scope, attempt, failure };
      }
      case "respond":
        return { kind: "responded", step, scope };
      case "await_event": {
        const { attempt } = question;
        return { kind: "event_arrived", step, scope, attempt, event: toPayload(1n), origin: "a test" };
      }
      case "ask_approval":
        return { kind: "approval_decided", step, scope, decision: "approve", by: "ann", comment: "" };
      default:
        return { step, scope, attempt: question.attempt, ...rendered(question) };
    }
  }

  function rendered(question: Extract<Question, { kind: "render" | "slice" | "gather" }>) {
    try {
      return { kind: "rendered" as const, fields: fieldsFor(question) };
    } catch (error) {
      if (!(error instanceof RenderError)) throw error;
      return { kind: "render_failed" as const, failure: error.failure };
    }
  }

  function fieldsFor(question: Extract<Question, { kind: "render" | "slice" | "gather" }>) {
    if (question.kind === "gather") {
      const parts = question.parts.map(({ payload, ...rest }) => ({ ...rest, text: textOf(payload) }));
      return { output: store(gatherParts(parts, question)) };
    }
    const values =
      question.kind === "slice"
        ? sliceItems(textOf(question.over), question.from, question.step)
        : renderCommand(question, blobs);
    if ("code" in values) throw new RenderError("over", new Error("It cannot be gone over."));
    return Object.fromEntries(
      Object.entries(values).map(([field, data]) => [field, store(encodeData(data))]),
    );
  }

  const start = { trigger: store(toPayload(fromPlain(trigger)).json), run: FACTS };
  const ended = runToEnd(plan, start, answer);
  const records = ended.commands.flatMap((command) => (command.kind === "record" ? [command.record] : []));
  const record = (step: string, scope = "") =>
    records.findLast((one) => one.step === step && one.scope === scope);
  return {
    ...ended,
    blobs,
    record,
    output: (step, scope) => {
      const { output = null } = record(step, scope) ?? {};
      return output === null ? null : valueOf({ kind: "inline", json: textOf(output) });
    },
    end: ended.commands.findLast((command) => command.kind === "finish")?.record,
  };
}
