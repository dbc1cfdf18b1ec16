import { OWN_SOURCE, OWN_WEBHOOK } from "@riposte/plan";
import type { Graph, GraphNode, Plan, PlanStep } from "@riposte/plan";

/** The drawing that a plan could have come from; it has no positions. */
export function graphOfPlan(plan: Plan): Graph {
  const { id, name, type, config, onCancel } = plan.trigger;
  const unwinds = onCancel === undefined ? {} : { onCancel: onCancel.limitMs / 1_000 };
  return {
    schema: 1,
    nodes: [
      {
        id,
        name,
        kind: "trigger",
        trigger: type,
        config,
        ...(plan.onError === undefined ? {} : { onError: plan.onError.id }),
        ...unwinds,
      },
      ...plan.steps.map(nodeOf),
    ],
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
    case "wait_event":
      return { ...common, ...eventWait(step) };
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
    case "sub_playbook": {
      const { playbook, maxDepth, limitMs } = step;
      return {
        ...common,
        kind: "sub_playbook",
        playbook: playbook.id,
        arguments: step.arguments,
        ...(maxDepth === null ? {} : { maxDepth }),
        ...(limitMs === null ? {} : { timeout: limitMs / 1_000 }),
      };
    }
    case "return":
      return { ...common, kind: "return", outputs: step.outputs };
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

function eventWait(step: Extract<PlanStep, { kind: "wait_event" }>) {
  const { source, key, eventKey, condition, timeoutAfter, lookBackMs } = step;
  return {
    kind: "wait_event" as const,
    source: sourceKey(source),
    ...(key === null ? {} : { key }),
    ...(eventKey === null ? {} : { eventKey }),
    ...(condition === null ? {} : { condition }),
    ...(timeoutAfter === null ? {} : { timeoutAfter }),
    ...(lookBackMs === 0 ? {} : { lookBack: lookBackMs / 1_000 }),
  };
}

function sourceKey({ id, name }: Extract<PlanStep, { kind: "wait_event" }>["source"]): string {
  if (id === OWN_SOURCE) return OWN_WEBHOOK;
  return id.startsWith("playbook:") ? `webhook:${name}` : id;
}

function asking({ approvers, expiresAfterMs, message }: Extract<PlanStep, { kind: "approval" }>["policy"]) {
  return {
    approvers: [...approvers],
    message,
    ...(expiresAfterMs === null ? {} : { expiresAfter: expiresAfterMs / 1_000 }),
  };
}
