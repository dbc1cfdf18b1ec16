import type { JsonValue } from "@riposte/plan";
import type { DraftGraph, DraftNode } from "./draft-graph.ts";

type Kind = DraftNode["kind"];

interface Wanted {
  readonly id: string;
  /** As `freeName` gives it. */
  readonly name: string;
  readonly position?: { readonly x: number; readonly y: number };
  /** Such as `{ action: "riposte.comment_alert" }`. */
  readonly fields?: Readonly<Record<string, JsonValue>>;
}

/** With the fields that a step of its kind cannot do without; what is to be chosen is empty. */
export function newNode(kind: Kind, { id, name, position, fields }: Wanted): DraftNode {
  const place = position === undefined ? {} : { position: { x: position.x, y: position.y } };
  return { id, kind, name, ...place, ...BARE[kind], ...fields };
}

const BARE: Readonly<Record<Kind, Readonly<Record<string, JsonValue>>>> = {
  trigger: { trigger: "", config: {} },
  action: { action: "", arguments: {} },
  condition: { cases: [{ name: "yes", when: "" }] },
  join: {},
  wait: { seconds: 60 },
  wait_event: { source: "" },
  set: { assignments: [{ name: "value", value: "" }] },
  approval: { approvers: [] },
  respond: { status: 200, body: {} },
  fail: { message: "" },
  switch: { value: "", cases: [{ name: "one", value: "" }] },
  stop: {},
  sub_playbook: { playbook: "", arguments: {} },
  return: { outputs: {} },
  for_each: { over: "" },
  while: { condition: "", max: 100 },
  note: {},
};

/** As templates can write it, and as no other step is called: "Get alert" → `get_alert`, `get_alert_2`. */
export function freeName(graph: DraftGraph, wanted: string): string {
  const plain = wanted
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "")
    .slice(0, 56);
  const base = plain === "" ? "step" : plain;
  const taken = new Set(graph.nodes.map(({ name }) => name));
  for (let at = 2, name = base; ; at++) {
    if (!taken.has(name)) return name;
    name = `${base}_${at}`;
  }
}
