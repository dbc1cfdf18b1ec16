import type { Graph, GraphNode, Plan, PlanStep } from "@riposte/plan";

/** The drawing that a plan could have come from; it has no positions. */
export function graphOfPlan(plan: Plan): Graph {
  const { id, name, type, config } = plan.trigger;
  return {
    schema: 1,
    nodes: [{ id, name, kind: "trigger", trigger: type, config }, ...plan.steps.map(nodeOf)],
    edges: plan.edges.map(({ id, from, port, to }) => ({ id, from, port, to })),
  };
}

function nodeOf(step: PlanStep): GraphNode {
  const { id, name, label, join, onFailure } = step;
  const common = { id, name, label, join, onFailure };
  switch (step.kind) {
    case "action":
      return {
        ...common,
        kind: "action",
        action: step.action,
        arguments: step.arguments,
        ...(step.connector === null ? {} : { connector: step.connector }),
        ...(step.approval === null ? {} : { approval: asking(step.approval) }),
      };
    case "condition":
      return { ...common, kind: "condition", cases: [...step.cases] };
    case "wait":
      return {
        ...common,
        kind: "wait",
        ...(step.seconds === null ? {} : { seconds: step.seconds }),
        ...(step.until === null ? {} : { until: step.until }),
      };
    case "set":
      return { ...common, kind: "set", assignments: [...step.assignments] };
    case "approval":
      return { ...common, kind: "approval", ...asking(step.policy) };
    case "respond":
      return { ...common, kind: "respond", status: step.status, body: step.body };
    case "fail":
      return { ...common, kind: "fail", message: step.message };
    case "join":
      return { ...common, kind: "join" };
  }
}

function asking({ approvers, expiresAfterMs, message }: Extract<PlanStep, { kind: "approval" }>["policy"]) {
  return {
    approvers: [...approvers],
    message,
    ...(expiresAfterMs === null ? {} : { expiresAfter: expiresAfterMs / 1_000 }),
  };
}
