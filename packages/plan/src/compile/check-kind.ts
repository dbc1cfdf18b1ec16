import { isTemplate } from "@riposte/template";
import { LONGEST_WAIT_MS } from "../engine/executors/wait.ts";
import { parseInstant } from "../engine/instant.ts";
import type { StepNode } from "../graph.ts";
import { ELSE_PORT, FAILURE_PORT } from "../ports.ts";
import { called } from "./called.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";

/** What only steps of one kind can get wrong. */
export function checkKind(node: StepNode): Diagnostic[] {
  if (node.kind === "condition" || node.kind === "switch") return checkCases(node);
  if (node.kind === "wait") return checkWait(node);
  if (node.kind === "fail") return checkMessage(node);
  return node.kind === "set" ? checkAssignments(node) : [];
}

function checkMessage(node: Extract<StepNode, { kind: "fail" }>): Diagnostic[] {
  const { message: says } = node;
  if (says !== null && (typeof says !== "string" || says.trim() !== "")) return [];
  const message = "Say why the run ends as failed.";
  return [error({ code: "missing_argument", message, node: node.id, field: "message" })];
}

function checkCases(node: Extract<StepNode, { kind: "condition" | "switch" }>): Diagnostic[] {
  const taken = new Set<string>([ELSE_PORT, FAILURE_PORT]);
  return node.cases.flatMap(({ name }, at) => {
    if (!taken.has(name)) {
      taken.add(name);
      return [];
    }
    return [
      error({
        code: "duplicate_case",
        message: `"${called(node)}" already has a way out called "${name}".`,
        node: node.id,
        field: `cases.${at}.name`,
        hint: "Give the case another name.",
      }),
    ];
  });
}

function checkAssignments(node: Extract<StepNode, { kind: "set" }>): Diagnostic[] {
  const seen = new Set<string>();
  return node.assignments.flatMap(({ name }, at) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      error({
        code: "duplicate_name",
        message: `"${called(node)}" sets the variable "${name}" twice.`,
        node: node.id,
        field: `assignments.${at}.name`,
        hint: "Keep one of them, or set it again in a later step.",
      }),
    ];
  });
}

function checkWait(node: Extract<StepNode, { kind: "wait" }>): Diagnostic[] {
  const { seconds, until } = node;
  const say = (message: string, field: string, hint: string) => [
    error({ code: "bad_wait", message, node: node.id, field, hint }),
  ];
  if ((seconds === undefined) === (until === undefined)) {
    const message = `"${called(node)}" waits either for a time or until an instant.`;
    return say(message, "seconds", "Fill in one of the two.");
  }
  if (seconds !== undefined && !(typeof seconds === "string" && isTemplate(seconds))) {
    const fits = (typeof seconds === "number" || typeof seconds === "string") && Number(seconds) >= 0;
    if (!fits || seconds === "") {
      return say("The time to wait must be a number of seconds.", "seconds", "Write 0 or more, such as 600.");
    }
    if (Number(seconds) * 1_000 > LONGEST_WAIT_MS) {
      return say("A wait may last five years at most.", "seconds", "To wait for good is to end: use Stop.");
    }
  }
  if (
    until !== undefined &&
    !(typeof until === "string" && (isTemplate(until) || parseInstant(until) !== null))
  ) {
    return say(
      "The end of the wait must be a date and a time.",
      "until",
      "Write it like 2026-11-21T08:00:00Z.",
    );
  }
  return [];
}
