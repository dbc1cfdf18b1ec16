import { toPlain } from "@riposte/template";
import { fromPayload, isBlob } from "../payload.ts";
import type { PlanStep } from "../plan.ts";
import { questionText } from "../question.ts";
import type { QuestionPiece } from "../question.ts";
import { textOf, valueOf } from "./executors/values.ts";
import type { RunFacts } from "./protocol.ts";
import type { StepStatus } from "./state.ts";
import type { Values } from "./turn.ts";

/** The fields that ask people, of an approval and of an action. */
export const MESSAGE = "message";
export const APPROVAL_MESSAGE = "approval.message";

/** Null: the step asks nobody, or the run began before words and values were told apart. */
export function questionField(step: PlanStep, { shortens }: RunFacts): string | null {
  if (shortens !== true) return null;
  if (step.kind === "approval") return MESSAGE;
  return step.kind === "action" && step.approval !== null ? APPROVAL_MESSAGE : null;
}

/** Keeps what was rendered from the step's question, as it was asked for with `questionField`. */
export function keepQuestion(
  status: StepStatus,
  { field, values }: { readonly field: string; readonly values: Values },
  { shortens }: RunFacts,
): void {
  if (shortens === true) {
    status.question = piecesOf(values, field);
    status.message = questionText(status.question);
  } else status.message = textOf(values, field);
}

/** What is too large to lie here in pieces is shown by its beginning, which then counts as a value. */
function piecesOf(values: Values, field: string): readonly QuestionPiece[] {
  const payload = valueOf(values, field);
  if (isBlob(payload)) return [{ kind: "value", text: payload.preview, length: payload.bytes }];
  return toPlain(fromPayload(payload)) as readonly QuestionPiece[];
}
