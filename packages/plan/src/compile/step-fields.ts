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
  set: (node) => node.assignments.map(({ value }, at) => written(`assignments.${at}.value`, value)),
  approval: (node) => (node.message === undefined ? [] : [written("message", node.message)]),
  respond: (node) => [written("body", node.body)],
  fail: (node) => [written("message", node.message)],
};

export function fieldsOf(node: StepNode): StepField[] {
  return (fields[node.kind] as (node: StepNode) => StepField[])(node);
}

function written(field: string, tree: TemplateTree): StepField {
  return { field, tree, isExpression: false };
}
