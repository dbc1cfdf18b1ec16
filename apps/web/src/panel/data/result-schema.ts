import type { DraftNode } from "@riposte/draft";
import { CASE, sourceSchema, LOOP, RULING } from "@riposte/plan";
import type { Catalogue, JsonObject, PlaybookEntry } from "@riposte/plan";
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
      return sourceSchema({ catalogue }, textOf(node, "source"));
    case "set": {
      const names = assignedNames(node).map((name) => [name, {}] as const);
      return { type: "object", properties: Object.fromEntries(names) };
    }
    case "for_each":
    case "while":
      return LOOP;
    case "sub_playbook":
      return playbookOf(catalogue, textOf(node, "playbook"))?.gives ?? null;
    default:
      return null;
  }
}

/** By id or name, as the compiler finds it. */
export function playbookOf({ playbooks }: Catalogue, wanted: string): PlaybookEntry | undefined {
  return playbooks?.get(wanted) ?? [...(playbooks?.values() ?? [])].find(({ name }) => name === wanted);
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
  "sub_playbook",
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
