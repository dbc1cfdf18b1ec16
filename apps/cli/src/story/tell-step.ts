import { actorWords } from "@riposte/plan/actor-words";
import type { Run, RunStep } from "../client.ts";
import { cut } from "../table.ts";
import { duration, durationBetween, instant } from "../time.ts";
import { adviceFor } from "./advice.ts";
import { stepOptions } from "./step-options.ts";
import { valueLine } from "./value.ts";

const signs: Record<RunStep["state"], string> = {
  waiting: "·",
  running: "…",
  done: "✓",
  skipped: "–",
  failed: "✗",
  approval: "⏸",
  turn: "·",
  unknown: "?",
  undecided: "!",
  cancelled: "✗",
};

const stateNames: Record<RunStep["state"], string> = {
  waiting: "waiting",
  running: "running",
  done: "done",
  skipped: "skipped",
  failed: "failed",
  approval: "waits for approval",
  turn: "waits for its turn",
  unknown: "unknown outcome",
  undecided: "failed, and asks what becomes of it",
  cancelled: "cancelled",
};

const origins = {
  reused: "taken over from the run that this one repeats; it did not run again",
  by_hand: "its output was given by hand",
} as const;

const LOG_LINES = 5;

export function tellStep(step: RunStep, run: RunAsked, full: boolean): string[] {
  // Nothing goes on in a run that is over, nor for how long it did.
  const startedAt = run.over && step.finishedAt === null ? null : step.startedAt;
  const head = [
    `${signs[step.state]} ${step.label} (${[step.name, step.scope].filter(Boolean).join(" in ")})`,
    stepState({ ...step, startedAt }) + foundToBe(step),
  ];
  const input = valueLine(step.input, full);
  const output = valueLine(step.output, full);
  const lines = [
    ...(input === null ? [] : [`in       ${input}`]),
    ...(output === null ? [] : [`out      ${output}`]),
    ...tellAttempts(step),
    ...tellLog(step, full),
    ...(step.origin === null ? [] : [`origin   ${origins[step.origin]}`]),
    ...tellResolution(step),
    ...tellNote(step),
    ...(step.wait?.missed == null ? [] : [`missed   ${step.wait.missed}`]),
    ...(step.failure === null || isAnswered(step) ? [] : tellFailure(step.failure, { step, over: run.over })),
    ...whatToDo(step, run),
  ];
  return [head.join("  "), ...lines.map((line) => `    ${line}`)];
}

/** `done in 12 ms, by else, attempt 2`. */
export function stepState(
  step: Pick<RunStep, "state" | "startedAt" | "finishedAt" | "port" | "attempt">,
): string {
  const took = step.state === "skipped" ? null : durationBetween(step.startedAt, step.finishedAt);
  return [
    stateNames[step.state] + (took === null ? "" : step.finishedAt === null ? ` for ${took}` : ` in ${took}`),
    ...(step.port === null || step.port === "default" ? [] : [`by ${step.port}`]),
    ...(step.attempt > 1 ? [`attempt ${step.attempt}`] : []),
  ].join(", ");
}

export function tellFailure(
  failure: NonNullable<RunStep["failure"]>,
  place: Parameters<typeof adviceFor>[1],
): string[] {
  const field = failure.field === undefined ? "" : ` at ${failure.field}`;
  return [`failure  ${failure.code}${field}: ${failure.message}`, `         → ${adviceFor(failure, place)}`];
}

/** Its failure asks what became of it, and somebody has said that. */
function isAnswered({ failure, isUnresolved, resolution }: RunStep): boolean {
  return failure?.code === "unknown_outcome" && !isUnresolved && resolution !== null;
}

/** The step of a run that is over stays what it was, whatever was found. */
function foundToBe({ state, isUnresolved, resolution }: RunStep): string {
  const isFound = state === "unknown" && !isUnresolved && resolution !== null;
  return isFound ? `, resolved as ${resolution.outcome}` : "";
}

const SAID = {
  done: "it happened, said",
  failed: "it did not happen, said",
  rerun: "it was tried again by",
} as const;

function tellResolution({ resolution }: RunStep): string[] {
  if (resolution === null) return [];
  const { outcome, by, at, reason, isSure } = resolution;
  const doubt = isSure ? "" : " (the run did not answer, so it may not have heard)";
  return [`found    ${SAID[outcome]} ${actorWords(by)} at ${instant(at)}${doubt}: ${reason}`];
}

/** The engine's own note of a resolution says less of it. */
function tellNote({ note, resolution }: RunStep): string[] {
  if (note === null || note === "" || (resolution !== null && note.startsWith("Resolved as "))) return [];
  return [`note     ${note}`];
}

/** Only where there is more to tell than the step itself does. */
function tellAttempts({ attempts }: RunStep): string[] {
  const late = attempts.filter((attempt) => attempt.lateOutcome !== null);
  const tried = attempts.length > 1 ? attempts : late;
  return tried.map(({ attempt, state, durationMs, exitCode, failure, lateOutcome }) => {
    const took = durationMs === null ? "" : ` in ${duration(durationMs)}`;
    const exit = exitCode === null ? "" : `, exit code ${exitCode}`;
    const why = failure === null ? "" : `: ${cut(failure.message, 120)}`;
    const tooLate = lateOutcome === null ? "" : `; ${lateOutcome} was reported too late to count`;
    return `try ${attempt}    ${state}${took}${exit}${why}${tooLate}`;
  });
}

function tellLog({ attempts }: RunStep, full: boolean): string[] {
  const log = attempts.findLast((attempt) => attempt.log !== null && attempt.log !== "")?.log ?? "";
  if (log === "") return [];
  const lines = log.trimEnd().split("\n");
  const shown = full ? lines : lines.slice(-LOG_LINES);
  const left = lines.length - shown.length;
  return [
    `log${left === 0 ? "" : `      (${left} lines before; --full shows them)`}`,
    ...shown.map((line) => `  | ${full ? line : cut(line, 200)}`),
  ];
}

/** The end of a run answers the questions to people, but not what became of a step. */
function whatToDo(
  { state, step, name, scope, isUnresolved }: RunStep,
  { id, over, approvals }: RunAsked,
): string[] {
  const where = stepOptions(name, scope);
  const open = approvals.find((each) => each.step === step && each.scope === scope && each.kept !== null);
  if (state === "approval" && !over && open?.kept != null) {
    const { outcome, by, at } = open.kept;
    const when = at === null ? "" : ` at ${instant(at)}`;
    return [`${outcome} by ${by ?? "somebody"}${when}; the run goes on by it as soon as its worker is there`];
  }
  if (state === "approval" && !over) return [`→ riposte approve ${id} ${where}   (or reject)`];
  if (state === "undecided" && !over) {
    return [`→ riposte choose ${id} ${where} --as retry|skip|fail --reason "…"   (skip: --output FILE)`];
  }
  if (!isUnresolved) return [];
  const choices = over ? "done|failed" : "done|failed|rerun";
  return [`→ riposte resolve ${id} ${where} --as ${choices} --reason "…"`];
}

type RunAsked = Pick<Run, "id" | "over" | "approvals">;
