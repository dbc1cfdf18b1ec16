import type { DraftNode } from "@riposte/draft";
import { CASE, eventSchema, LOOP, RULING } from "@riposte/plan";
import type { Catalogue, JsonObject } from "@riposte/plan";
import { textOf } from "../../canvas/node-fields.ts";

/** What a step gives, as far as it is known before it runs. */
export function resultSchema(node: DraftNode, catalogue: Catalogue): JsonObject | null {
  const { actions, learnt } = catalogue;
  switch (node.kind) {
    case "action": {
      const key = textOf(node, "action");
      return actions.get(key)?.result ?? learnt?.get(key) ?? null;
    }
    case "approval":
      return RULING;
    case "condition":
    case "switch":
      return CASE;
    case "wait_event":
      return eventSchema({ catalogue }, textOf(node, "source"));
    case "set": {
      const names = assignedNames(node).map((name) => [name, {}] as const);
      return { type: "object", properties: Object.fromEntries(names) };
    }
    case "for_each":
    case "while":
      return LOOP;
    default:
      return null;
  }
}

/** Whether no schema, but only what recorded runs gave tells of it. */
export function isLearnt(node: DraftNode, catalogue: Catalogue): boolean {
  return resultSchema(node, catalogue)?.["learnt"] === true;
}

const GIVING: ReadonlySet<DraftNode["kind"]> = new Set([
  "action",
  "approval",
  "condition",
  "switch",
  "set",
  "wait_event",
  "for_each",
  "while",
]);

/** Whether templates have anything to read from it. */
export function givesSomething(node: DraftNode): boolean {
  return GIVING.has(node.kind);
}

export function assignedNames(node: DraftNode): string[] {
  const { assignments } = node;
  if (node.kind !== "set" || !Array.isArray(assignments)) return [];
  return assignments.flatMap((one: unknown) =>
    typeof one === "object" &&
    one !== null &&
    "name" in one &&
    typeof one.name === "string" &&
    one.name !== ""
      ? [one.name]
      : [],
  );
}
