import { joinPath } from "@riposte/plan";
import type { PlanStep, StepKind, TemplateTree } from "@riposte/plan";
import { isTemplate } from "@riposte/template";

/** A place in a step where a person may have written a template, called as failures call it. */
export interface TemplateField {
  readonly field: string;
  readonly tree: TemplateTree;
  /** Written without braces. */
  readonly isExpression?: true;
}

type StepOf<K extends StepKind> = Extract<PlanStep, { kind: K }>;

const fields: { readonly [K in StepKind]: (step: StepOf<K>) => readonly TemplateField[] } = {
  action: (step) => [
    { field: "arguments", tree: step.arguments },
    ...(step.approval === null ? [] : [{ field: "approval.message", tree: step.approval.message }]),
  ],
  condition: (step) =>
    step.cases.map(({ when }, at) => ({ field: `cases.${at}.when`, tree: when, isExpression: true })),
  join: () => [],
  wait: ({ seconds, until }) => [
    { field: "seconds", tree: seconds },
    { field: "until", tree: until },
  ],
  wait_event: ({ key, timeoutAfter }) => [
    { field: "key", tree: key },
    { field: "timeoutAfter", tree: timeoutAfter },
  ],
  set: (step) => step.assignments.map(({ value }, at) => ({ field: `assignments.${at}.value`, tree: value })),
  approval: (step) => [{ field: "message", tree: step.policy.message }],
  respond: (step) => [{ field: "body", tree: step.body }],
  fail: (step) => [{ field: "message", tree: step.message }],
  switch: (step) => [
    { field: "value", tree: step.value },
    ...step.cases.map(({ value }, at) => ({ field: `cases.${at}.value`, tree: value })),
  ],
  stop: () => [],
  sub_playbook: (step) => [{ field: "arguments", tree: step.arguments }],
  return: (step) => [{ field: "outputs", tree: step.outputs }],
  for_each: (step) => [
    { field: "over", tree: step.over },
    { field: "collect", tree: step.collect },
  ],
  while: (step) => [
    { field: "condition", tree: step.condition, isExpression: true },
    { field: "collect", tree: step.collect },
  ],
};

export function fieldsOfStep(step: PlanStep): readonly TemplateField[] {
  const own = (fields[step.kind] as (step: PlanStep) => readonly TemplateField[])(step);
  return step.runIf === undefined ? own : [{ field: "runIf", tree: step.runIf, isExpression: true }, ...own];
}

export interface WrittenTemplate {
  readonly field: string;
  readonly text: string;
  readonly isExpression: boolean;
}

/** Every template of a step with its place, as deep as it stands. */
export function templatesOfStep(step: PlanStep): readonly WrittenTemplate[] {
  return fieldsOfStep(step).flatMap(({ field, tree, isExpression = false }) =>
    isExpression && typeof tree === "string" ? [{ field, text: tree, isExpression }] : leaves(tree, field),
  );
}

function leaves(tree: TemplateTree, field: string): readonly WrittenTemplate[] {
  if (typeof tree === "string") return isTemplate(tree) ? [{ field, text: tree, isExpression: false }] : [];
  if (tree === null || typeof tree !== "object") return [];
  return Object.entries(tree).flatMap(([key, item]) => leaves(item, joinPath(field, key)));
}
