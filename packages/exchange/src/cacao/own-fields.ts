import type { DraftNode } from "@riposte/draft";
import { dataOf, treeOf } from "@riposte/plan";
import type { JsonValue } from "@riposte/plan";
import { encodeData } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";
import { RIPOSTE } from "./ids.ts";

/** Steps whose form in CACAO says less than they do: what they go over, how they are called, how often they try. */
const KINDS: readonly DraftNode["kind"][] = ["for_each", "while", "sub_playbook"];

/** What a step says beside its form, in an extension of its own; null: that says it all. */
export function ownFields(node: DraftNode): DataMap | null {
  if (!KINDS.includes(node.kind)) return null;
  const { id: _id, name: _name, label: _label, position: _at, parent: _in, foreign: _of, ...fields } = node;
  return new Map<string, Data>([
    ["type", "riposte"],
    ["step", dataOf(fields)],
  ]);
}

/** The fields of a step as we exported it; null: it comes from elsewhere. */
export function readOwnFields(step: DataMap): Readonly<Record<string, JsonValue>> | null {
  const extensions = step.get("step_extensions");
  const own = extensions instanceof Map ? extensions.get(RIPOSTE) : undefined;
  const said = own instanceof Map ? own.get("step") : undefined;
  return said instanceof Map ? (treeOf(said) as Readonly<Record<string, JsonValue>>) : null;
}

/** What a for-each goes over, where CACAO has a condition. */
export function forEachWords(over: JsonValue | undefined): string {
  return `for each item of ${typeof over === "string" ? over : encodeData(dataOf(over ?? null))}`;
}
