import type { StepNode } from "../graph.ts";
import type { StepKind, TemplateTree } from "../plan.ts";

/** A place in a node where a person may write templates. */
export interface StepField {
  readonly field: string;
  readonly tree: TemplateTree;
  /** Written without braces. */
  readonly isExpression: boolean;
}

type NodeOf<K extends StepKind> = Extract<StepNode, { kind: K }>;

const fields: { readonly [K in StepKind]: (node: NodeOf<K>) => StepField[] } = {
  action: (node) => [
    written("arguments", node.arguments),
    ...(node.approval?.message === undefined ? [] : [written("approval.message", node.approval.message)]),
  ],
  condition: (node) =>
    node.cases.map(({ when }, at) => ({ field: `cases.${at}.when`, tree: when, isExpression: true })),
  join: () => [],
  wait: (node) => [
    ...(node.seconds === undefined ? [] : [written("seconds", node.seconds)]),
    ...(node.until === undefined ? [] : [written("until", node.until)]),
  ],
  wait_event: (node) => [
    ...(node.key === undefined ? [] : [written("key", node.key)]),
    ...(node.timeoutAfter === undefined ? [] : [written("timeoutAfter", node.timeoutAfter)]),
  ],
  set: (node) => node.assignments.map(({ value = null }, at) => written(`assignments.${at}.value`, value)),
  approval: (node) => (node.message === undefined ? [] : [written("message", node.message)]),
  respond: (node) => [written("body", node.body)],
  fail: (node) => [written("message", node.message)],
  switch: (node) => [
    written("value", node.value),
    ...node.cases.map(({ value }, at) => written(`cases.${at}.value`, value)),
  ],
  stop: () => [],
  sub_playbook: (node) => [written("arguments", node.arguments)],
  return: (node) => [written("outputs", node.outputs)],
  for_each: (node) => [written("over", node.over)],
  while: (node) => [{ field: "condition", tree: node.condition, isExpression: true }],
};

/** What is rendered before the step acts, where it stands. */
export function fieldsOf(node: StepNode): StepField[] {
  const own = (fields[node.kind] as (node: StepNode) => StepField[])(node);
  return node.runIf === undefined ? own : [{ field: "runIf", tree: node.runIf, isExpression: true }, ...own];
}

/** What a loop renders at the end of each iteration, within it. */
export function collectFieldsOf(node: StepNode): StepField[] {
  const isLoop = node.kind === "for_each" || node.kind === "while";
  return isLoop && node.collect !== undefined ? [written("collect", node.collect)] : [];
}

/** What a wait for an event works out when one comes. */
export function eventFieldsOf(node: StepNode): StepField[] {
  if (node.kind !== "wait_event") return [];
  const { eventKey, condition } = node;
  return [
    ...(eventKey === undefined || eventKey.trim() === "" ? [] : [expression("eventKey", eventKey)]),
    ...(condition === undefined ? [] : [expression("condition", condition)]),
  ];
}

function expression(field: string, tree: string): StepField {
  return { field, tree, isExpression: true };
}

function written(field: string, tree: TemplateTree): StepField {
  return { field, tree, isExpression: false };
}
