import type { ActionStep, PlanStep, StepKind } from "../../plan.ts";
import { DECISIONS, DEFAULT_PORT, ELSE_PORT, TIMED_OUT_PORT } from "../../ports.ts";

/** How the note of a step begins that stands at a breakpoint. */
export const STANDS = "Stands at its breakpoint.";

/** Whether a record is that of a step which stands at a breakpoint. */
export function isStanding({
  state,
  note,
}: {
  readonly state: string;
  readonly note: string | null;
}): boolean {
  return state === "waiting" && note?.startsWith(STANDS) === true;
}

const GIVEN: { readonly [K in StepKind]?: string } = {
  action: "arguments",
  sub_playbook: "arguments",
  for_each: "over",
  set: "assignments",
  respond: "body",
  return: "outputs",
};

/** The rendered field that a step acts on, and that a person can change; null: it has no such field. */
export function givenField(kind: StepKind): string | null {
  return GIVEN[kind] ?? null;
}

/** The ways by which a step can be left where an output stands for it; none: what ends the run is not to be stood for. */
export function outputPorts(step: PlanStep): readonly string[] {
  switch (step.kind) {
    case "fail":
    case "stop":
    case "return":
      return [];
    case "approval":
      return DECISIONS;
    case "condition":
    case "switch":
      return [...step.cases.map(({ name }) => name), ELSE_PORT];
    case "wait_event":
      return [DEFAULT_PORT, TIMED_OUT_PORT];
    case "action":
      return step.branches ?? [DEFAULT_PORT];
    default:
      return [DEFAULT_PORT];
  }
}

/** Its question is rendered together with its arguments: other arguments alone do not make it whole. */
export function asksWithArguments(step: { readonly kind: StepKind } & Partial<Pick<ActionStep, "approval">>) {
  return step.kind === "action" && step.approval !== null && step.approval !== undefined;
}
