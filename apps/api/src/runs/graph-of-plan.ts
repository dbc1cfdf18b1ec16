import type { Graph, GraphNode, Plan, PlanStep } from "@riposte/plan";

/** The drawing that a plan could have come from; it has no positions. */
export function graphOfPlan(plan: Plan): Graph {
  const { id, name, type, config, onCancel } = plan.trigger;
  const unwinds = onCancel === undefined ? {} : { onCancel: onCancel.limitMs / 1_000 };
  return {
    schema: 1,
    nodes: [{ id, name, kind: "trigger", trigger: type, config, ...unwinds }, ...plan.steps.map(nodeOf)],
    edges: plan.edges.map(({ id, from, port, to }) => ({ id, from, port, to })),
  };
}

function nodeOf(step: PlanStep): GraphNode {
  const { id, parent, name, label, join, onFailure, runIf } = step;
  const common = {
    id,
    ...(parent === undefined ? {} : { parent }),
    name,
    label,
    join,
    onFailure,
    ...(runIf === undefined ? {} : { runIf }),
  };
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
    case "stop":
      return { ...common, kind: step.kind };
    case "switch":
      return { ...common, kind: "switch", value: step.value, cases: [...step.cases] };
    case "for_each": {
      const { over, parallel, collect, onItemFailure } = step;
      return { ...common, kind: "for_each", over, parallel, collect, onItemFailure };
    }
    case "while": {
      const { condition, mode, test, max, onMax, collect, onItemFailure } = step;
      return { ...common, kind: "while", condition, mode, test, max, onMax, collect, onItemFailure };
    }
  }
}

function asking({ approvers, expiresAfterMs, message }: Extract<PlanStep, { kind: "approval" }>["policy"]) {
  return {
    approvers: [...approvers],
    message,
    ...(expiresAfterMs === null ? {} : { expiresAfter: expiresAfterMs / 1_000 }),
  };
}
