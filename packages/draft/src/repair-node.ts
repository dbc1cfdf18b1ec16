import type { Diagnostic, JsonObject, JsonValue } from "@riposte/plan";
import { checkShape } from "@riposte/plan";
import type { DraftNode } from "./draft-graph.ts";

export interface Repaired {
  readonly node: DraftNode;
  /** Fields that are not the author's any more: what is said about them is not meant for anybody. */
  readonly replaced: ReadonlySet<string>;
}

/** Stands in for what is missing, so that the ways out of the step are those that are drawn. */
const FILL: Readonly<Partial<Record<DraftNode["kind"], Readonly<Record<string, JsonValue>>>>> = {
  trigger: { trigger: "", config: {} },
  action: { action: "", arguments: {}, approval: { approvers: ["role:admin"] } },
  condition: { cases: [{ name: "_case", when: "true" }] },
  set: { assignments: [{ name: "_variable", value: null }] },
  approval: { approvers: ["role:admin"] },
  fail: { message: "" },
  sub_playbook: { playbook: "" },
  wait_event: { source: "" },
  switch: { value: null, cases: [{ name: "_case", value: null }] },
  for_each: { over: [] },
  while: { condition: "false" },
};

/** Nobody can tell what it will be, so nothing about who reads it can be wrong yet. */
const UNKNOWN = "{{ _unknown }}";

/** Of the right shape, whatever it takes, and no more than it takes; `at` keeps made-up names apart. */
export function repairNode(node: DraftNode, faults: readonly Diagnostic[], at: number): Repaired {
  const replaced = new Set(faults.map(({ field }) => topOf(field)));
  let repaired = { ...node, label: node["label"] ?? (node.name || "this step") } as DraftNode;
  for (const { field = "" } of faults) repaired = withRepair(repaired, field.split("."), at);
  if (checkShape(repaired).length === 0) return { node: repaired, replaced };
  const { id, label } = repaired;
  const all = new Set([...replaced, ...Object.keys(node)]);
  return {
    node: {
      id,
      kind: "join",
      name: `_step_${at}`,
      label: typeof label === "string" ? label.slice(0, 200) : "this step",
    },
    replaced: all,
  };
}

export function topOf(field: string | undefined): string {
  return field?.split(".")[0] ?? "";
}

function withRepair(node: DraftNode, path: readonly string[], at: number): DraftNode {
  const [top = "", index, member] = path;
  if (top === "name") return { ...node, name: `_step_${at}` } as DraftNode;
  const list = node[top];
  if (member !== undefined && Array.isArray(list) && (top === "cases" || top === "assignments")) {
    const filler: JsonValue = member === "name" ? `_${top}_${index}` : member === "when" ? "true" : UNKNOWN;
    const items = list.map((item: JsonValue, place) =>
      place === Number(index) ? fill(item, member, filler) : item,
    );
    return { ...node, [top]: items };
  }
  const filler = FILL[node.kind]?.[top];
  if (filler !== undefined) return { ...node, [top]: filler };
  const { [top]: _gone, ...rest } = node;
  return rest as DraftNode;
}

function fill(item: JsonValue, member: string, filler: JsonValue): JsonValue {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
  return { ...(item as JsonObject), [member]: filler };
}
