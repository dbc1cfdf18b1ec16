import type { DraftNode } from "@riposte/draft";
import { dataOf } from "@riposte/plan";
import type { JsonValue } from "@riposte/plan";
import { encodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { actionBody } from "./action-body.ts";
import { cacaoId, playbookId } from "./ids.ts";
import { foreignStep } from "./kept.ts";
import { forEachWords } from "./own-fields.ts";
import { switchValue } from "./step-nodes.ts";
import type { StepType } from "./steps.ts";
import type { Workflow } from "./workflow.ts";

type Members = readonly (readonly [string, Data])[];

export interface StepBody {
  readonly type: StepType;
  /** What it does. */
  readonly fields: Members;
  /** Where it leads. */
  readonly pointers: Members;
}

/** What a step is in CACAO, and where it leads. */
export function bodyOf(node: DraftNode, workflow: Workflow): StepBody {
  switch (node.kind) {
    case "trigger":
      return { type: "start", fields: [], pointers: [["on_completion", workflow.next(node, "default")]] };
    case "condition":
      return conditionBody(node, workflow);
    case "switch":
      return switchBody(node, workflow);
    case "while":
    case "for_each":
      return loopBody(node, workflow);
    case "sub_playbook":
      return { type: "playbook-action", fields: callOf(node), pointers: onwards(node, workflow, "default") };
    case "join":
      if (foreignStep(node).get("type") === "parallel") return parallelBody(node, workflow);
      return actionBody(node, workflow);
    default:
      return actionBody(node, workflow);
  }
}

/** Several cases are conditions one after the other. */
function conditionBody(node: DraftNode, workflow: Workflow): StepBody {
  const cases = casesOf(node);
  const last = workflow.next(node, "else");
  const bodyFrom = (at: number): Members => {
    const one = cases[at];
    if (one === undefined) return [];
    const further = at + 1 < cases.length;
    const otherwise = further
      ? workflow.add(
          cacaoId("if-condition", `${node.id}/${at + 1}`, "riposte"),
          new Map<string, Data>([["type", "if-condition"], ["name", one.name], ...bodyFrom(at + 1)]),
        )
      : last;
    return [
      ["condition", conditionText(node, workflow, one.when)],
      ["on_true", workflow.next(node, one.name)],
      ["on_false", otherwise],
    ];
  };
  const all = bodyFrom(0);
  const isPointer = (key: string) => key.startsWith("on_");
  return {
    type: "if-condition",
    fields: all.filter(([key]) => !isPointer(key)),
    pointers: [...all.filter(([key]) => isPointer(key)), ...failure(node, workflow)],
  };
}

function casesOf(
  node: DraftNode,
): readonly { readonly name: string; readonly when: string; readonly value: Data }[] {
  const cases = node["cases"];
  if (!Array.isArray(cases)) return [];
  return cases.map((one) => {
    const { name, when, value } = Object(one) as Readonly<Record<string, JsonValue>>;
    return {
      name: text(name),
      when: text(when),
      value: value === undefined ? null : dataOf(value),
    };
  });
}

/** As their file wrote it, while it means what it says here. */
function conditionText(node: DraftNode, { variables }: Workflow, when: string): string {
  const kept = foreignStep(node).get("condition");
  return typeof kept === "string" && (variables.inCondition(kept) ?? "") === when ? kept : when;
}

function switchBody(node: DraftNode, workflow: Workflow): StepBody {
  const kept = foreignStep(node).get("switch");
  const value = node["value"];
  const isSame = typeof kept === "string" && switchValue(workflow, kept) === value;
  const cases = new Map<string, Data>();
  for (const { name, value: one } of casesOf(node)) {
    const key = typeof one === "string" && /^[a-zA-Z0-9_-]{1,250}$/.test(one) ? one : name;
    cases.set(key, workflow.next(node, name));
  }
  cases.set("default", workflow.next(node, "else"));
  const text = typeof value === "string" ? value : encodeData(dataOf(value ?? null));
  return {
    type: "switch-condition",
    fields: [["switch", isSame ? kept : text]],
    pointers: [["cases", cases], ...failure(node, workflow)],
  };
}

/** CACAO has one loop; of a for-each its condition says in words what it goes over. */
function loopBody(node: DraftNode, workflow: Workflow): StepBody {
  const condition =
    node.kind === "while"
      ? conditionText(node, workflow, text(node["condition"]))
      : forEachWords(node["over"]);
  return {
    type: "while-condition",
    fields: [["condition", condition]],
    pointers: [["on_true", workflow.next(node, "each")], ...onwards(node, workflow, "default")],
  };
}

function callOf(node: DraftNode): Members {
  const playbook = text(node["playbook"]);
  return [["playbook_id", playbookId(playbook)]];
}

function parallelBody(node: DraftNode, workflow: Workflow): StepBody {
  const after = workflow.afterAll(node);
  return {
    type: "parallel",
    fields: [],
    pointers: [
      ["next_steps", [...workflow.idsAt(node.id, "default")]],
      ...(after === null ? [] : [["on_completion", after] as const]),
    ],
  };
}

/** `on_completion`, or both ways where a failure has one of its own. */
function onwards(node: DraftNode, workflow: Workflow, port: string): Members {
  const failed = failure(node, workflow);
  return failed.length === 0
    ? [["on_completion", workflow.next(node, port)]]
    : [["on_success", workflow.next(node, port)], ...failed];
}

function failure(node: DraftNode, workflow: Workflow): Members {
  return node["onFailure"] === "branch" ? [["on_failure", workflow.next(node, "on_failure")]] : [];
}

/** Empty where a draft has none yet. */
function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
