import { treeOf } from "@riposte/plan";
import type { Data } from "@riposte/template";
import { FreeWords } from "../free-words.ts";
import { listAt, membersAt, textAt } from "../json/members.ts";
import { whenOf } from "./conditions.ts";
import type { SekoiaNode } from "./playbook.ts";
import type { Reading } from "./reading.ts";

type AddOperator = (reading: Reading, node: SekoiaNode) => void;

const OPERATORS: Readonly<Record<string, AddOperator>> = {
  condition: addCondition,
  foreach: addLoop,
  store: addStore,
  any: (reading, node) => addJoin(reading, node, "any"),
  all: (reading, node) => addJoin(reading, node, "all"),
};

export function addOperator(reading: Reading, node: SekoiaNode): void {
  const subtype = node.subtype ?? "";
  const add = Object.hasOwn(OPERATORS, subtype) ? OPERATORS[subtype] : undefined;
  if (add !== undefined) return add(reading, node);
  reading.add(node, "join", {});
  const message = `${node.name} is an operator that is not known here (${subtype || "it has no subtype"}): a Join stands in its place. Draw what it did.`;
  reading.say("step_missing", "missing", node, message, { path: ["subtype"] });
}

function addCondition(reading: Reading, node: SekoiaNode): void {
  const { members } = node;
  const words = new FreeWords("case", ["else"]);
  const cases = listAt(members, "cases").map((data, at) => {
    const path = [...members.path, "cases", at];
    const one = membersAt(data, path, members.lineOf);
    const branch = textAt(one, "name") ?? "";
    const name = words.take(branch);
    reading.renamePort(node.id, branch, name);
    return { name, when: whenAt(reading, node, { data: one.data, path, at }) };
  });
  reading.add(node, "condition", { cases: cases.length === 0 ? [{ name: "yes", when: "" }] : cases });
  if (cases.length > 0)
    return reading.say("step_mapped", "same", node, `${node.name}: the first case that is true, as there.`);
  const message = `${node.name} has no cases. Write one, or remove the step.`;
  reading.say("condition_unread", "missing", node, message, { path: ["cases"], field: "cases" });
}

interface CasePlace {
  readonly data: ReadonlyMap<string, Data>;
  readonly path: readonly (string | number)[];
  readonly at: number;
}

function whenAt(reading: Reading, node: SekoiaNode, { data, path, at }: CasePlace): string {
  const field = `cases.${at}.when`;
  const side = (key: string) =>
    reading.meaning.translate(data.get(key) ?? null, { node, path: [...path, key], field });
  const comparison = data.get("comparison");
  const when =
    typeof comparison === "string"
      ? reading.readable(() => whenOf({ left: side("left"), comparison, right: side("right") }))
      : null;
  if (when !== null) return when;
  const message = `${node.name}, case ${at + 1}: it compares in a way that is not known here (${typeof comparison === "string" ? comparison : "it does not say how"}). Write the condition.`;
  reading.say("condition_unread", "missing", node, message, { path: ["cases", at], field, left: "" });
  return "";
}

function addLoop(reading: Reading, node: SekoiaNode): void {
  const path = [...node.members.path, "items"];
  const items = reading.meaning.translate(node.members.data.get("items") ?? "", {
    node,
    path,
    field: "over",
  });
  reading.add(node, "for_each", { over: treeOf(items) });
  const message = `${node.name} goes over its items one after the other, as there; of an object it takes {key, value}, not the value alone.`;
  reading.say("step_mapped", "same", node, message);
}

const OPERATIONS = ["set", "append", "unset", "remove"];

function addStore(reading: Reading, node: SekoiaNode): void {
  const { members } = node;
  const assignments = listAt(members, "modifications").map((data, at) => {
    const path = [...members.path, "modifications", at];
    const one = membersAt(data, path, members.lineOf);
    const operation = textAt(one, "type") ?? "set";
    const name = reading.names.of(textAt(one, "key") ?? "");
    const value = reading.meaning.translate(one.data.get("value") ?? null, {
      node,
      path: [...path, "value"],
      field: `assignments.${at}.value`,
    });
    if (!OPERATIONS.includes(operation)) {
      const message = `${node.name}: the change ${JSON.stringify(operation)} is not known here, and is "set" now.`;
      reading.say("step_changed", "changed", node, message, { path: ["modifications", at, "type"] });
    }
    const how = OPERATIONS.includes(operation) && operation !== "set" ? { operation } : {};
    return operation === "unset" ? { name, ...how } : { name, ...how, value: treeOf(value) };
  });
  reading.add(node, "set", { assignments });
  reading.say(
    "step_mapped",
    "same",
    node,
    `${node.name}: what was in the store is in variables, vars.… here.`,
  );
}

function addJoin(reading: Reading, node: SekoiaNode, join: "any" | "all"): void {
  reading.add(node, "join", { join });
  const how =
    join === "any" ? "the first way that arrives" : "all ways, those not counted that no longer can";
  reading.say("step_mapped", "same", node, `${node.name} waits for ${how}.`);
}
