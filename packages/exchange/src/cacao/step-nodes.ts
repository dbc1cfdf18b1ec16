import type { DraftNode } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { textAt } from "../json/members.ts";
import { FreeWords } from "../free-words.ts";
import { actionFields } from "./action-fields.ts";
import { stepWithoutCredentials } from "./credentials.ts";
import { playbookId } from "./ids.ts";
import { forEachWords, readOwnFields } from "./own-fields.ts";
import type { CacaoReading } from "./reading.ts";
import type { CacaoStep, StepType } from "./steps.ts";
import type { Block, Way } from "./walk.ts";

type AddStep = (reading: CacaoReading, step: CacaoStep, block: Block) => readonly Way[];

const ADD: Readonly<Record<StepType, AddStep>> = {
  start: (_, step, block) => [{ from: step.id, port: "default", to: nextOf(step), block }],
  end: () => [],
  action: addAction,
  "playbook-action": addCall,
  parallel: addParallel,
  "if-condition": addIf,
  "while-condition": addWhile,
  "switch-condition": addSwitch,
};

/** Draws a step, and says where it leads. */
export function addStep(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const ways = ADD[step.type](reading, step, block);
  const delay = step.members.data.get("delay");
  if (typeof delay === "bigint" && delay > 0n) {
    const message = `${reading.titleOf(step)} waits ${Number(delay) / 1_000} s before it starts. Put a Wait before it.`;
    reading.say("step_changed", "changed", step, message);
  }
  return ways;
}

function nextOf({ onCompletion, onSuccess }: CacaoStep): string | null {
  return onCompletion ?? onSuccess;
}

/** Where nothing is said of a failure, it ends the run. */
function failureOf({ onFailure }: CacaoStep) {
  return onFailure === null ? {} : { onFailure: "branch" };
}

function failureWays({ id, onFailure }: CacaoStep, block: Block): readonly Way[] {
  return onFailure === null ? [] : [{ from: id, port: "on_failure", to: onFailure, block }];
}

function addAction(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const { members, id } = step;
  const { kind, fields, open } = actionFields(stepWithoutCredentials(members.data).data, {
    variables: reading.variables,
    playbook: reading.playbook.members.data,
  });
  const timeout = members.data.get("timeout");
  const limit =
    kind === "action" && typeof timeout === "bigint" && timeout > 0n
      ? { timeout: Math.min(Number(timeout) / 1_000, 86_400) }
      : {};
  reading.add(step, {
    kind,
    parent: block.parent,
    fields: { ...fields, ...limit, ...(kind === "approval" ? {} : failureOf(step)) },
  });
  if (open !== null) {
    const weight = open.code === "action_missing" ? "missing" : "changed";
    reading.say(open.code, weight, step, `${reading.titleOf(step)}: ${open.message}`, open.field);
  } else reading.say("step_mapped", "same", step, `${reading.titleOf(step)} does the same here.`);
  if (members.data.has("out_args")) {
    const message = `${reading.titleOf(step)} writes what comes of it into variables. Read steps.${reading.draft.node(id)?.name ?? ""} instead, or set them after it.`;
    reading.say("step_changed", "changed", step, message);
  }
  if (kind !== "approval")
    return [{ from: id, port: "default", to: nextOf(step), block }, ...failureWays(step, block)];
  const failed = step.onFailure === null ? [] : [{ from: id, port: "rejected", to: step.onFailure, block }];
  return [{ from: id, port: "approved", to: nextOf(step), block }, ...failed];
}

function addCall(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const id = textAt(step.members, "playbook_id") ?? "";
  const own = readOwnFields(step.members.data);
  const ways = [{ from: step.id, port: "default", to: nextOf(step), block }, ...failureWays(step, block)];
  if (own !== null && typeof own["playbook"] === "string" && playbookId(own["playbook"]) === id) {
    addOwn(reading, step, block, own);
    return ways;
  }
  const known = [...(reading.catalogue.playbooks?.values() ?? [])].find((one) => playbookId(one.name) === id);
  const name = known?.name ?? id;
  reading.add(step, {
    kind: "sub_playbook",
    parent: block.parent,
    fields: { playbook: name, arguments: {}, ...failureOf(step) },
  });
  const title = reading.titleOf(step);
  if (known !== undefined) reading.say("step_mapped", "same", step, `${title} runs ${name} here.`);
  else {
    const message = `${title} runs the playbook ${name}, which is not here. Import it too, or choose another one.`;
    reading.say("playbook_missing", "missing", step, message, "playbook", { kind: "playbook", name });
  }
  return ways;
}

/** What runs side by side meets again in a join of its own. */
function addParallel(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const { id, nextSteps } = step;
  reading.add(step, { kind: "join", parent: block.parent, fields: {} });
  const next = nextOf(step);
  if (next === null && block.after === null)
    return nextSteps.map((to) => ({ from: id, port: "default", to, block }));
  const joined = `${id}-joined`.slice(0, 64);
  reading.draft.add({
    id: joined,
    kind: "join",
    title: `${reading.titleOf(step)}: all done`,
    parent: block.parent,
    fields: { foreign: { cacao: "parallel" } },
  });
  const inside: Block = { parent: block.parent, after: { id: joined, block } };
  reading.say(
    "step_mapped",
    "same",
    step,
    `${reading.titleOf(step)}: its ways run side by side, and meet in a join.`,
  );
  return [
    ...nextSteps.map((to) => ({ from: id, port: "default", to, block: inside })),
    { from: joined, port: "default", to: next, block },
  ];
}

/** Both ways go on at what follows the condition. */
function insideOf(step: CacaoStep, block: Block): Block {
  const next = nextOf(step);
  return next === null ? block : { parent: block.parent, after: { id: next, block } };
}

function addIf(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const { id, onTrue, onFalse } = step;
  const when = conditionOf(reading, step, "cases.0.when");
  reading.add(step, {
    kind: "condition",
    parent: block.parent,
    fields: { cases: [{ name: "yes", when }], ...failureOf(step) },
  });
  const inside = insideOf(step, block);
  return [
    { from: id, port: "yes", to: onTrue, block: inside },
    { from: id, port: "else", to: onFalse, block: inside },
    ...failureWays(step, block),
  ];
}

function addSwitch(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const { id, members } = step;
  const value = switchValue(reading, textAt(members, "switch") ?? "");
  const words = new FreeWords("case", ["else"]);
  const cases = [...step.cases.keys()]
    .filter((one) => one !== "default")
    .map((one) => {
      const name = words.take(one);
      return { name, value: one };
    });
  reading.add(step, { kind: "switch", parent: block.parent, fields: { value, cases, ...failureOf(step) } });
  const inside = insideOf(step, block);
  return [
    ...cases.map(({ name, value: one }) => ({
      from: id,
      port: name,
      to: step.cases.get(one) ?? null,
      block: inside,
    })),
    { from: id, port: "else", to: step.cases.get("default") ?? null, block: inside },
    ...failureWays(step, block),
  ];
}

/** Cases are texts there, whatever is compared with them. */
export function switchValue(reading: Pick<CacaoReading, "variables">, written: string): string {
  return reading.variables.inText(written).replace(/^\{\{ (vars\.\w+) \}\}$/, "{{ $1 | string }}");
}

function addWhile(reading: CacaoReading, step: CacaoStep, block: Block): readonly Way[] {
  const { id, onTrue, members } = step;
  const own = readOwnFields(members.data);
  const said =
    own === null ? null : own["kind"] === "for_each" ? forEachWords(own["over"]) : own["condition"];
  if (own !== null && said === textAt(members, "condition")) addOwn(reading, step, block, own);
  else {
    const condition = conditionOf(reading, step, "condition");
    reading.add(step, {
      kind: "while",
      parent: block.parent,
      fields: { condition, max: 100, ...failureOf(step) },
    });
    const message = `${reading.titleOf(step)} goes round 100 times at most: set another bound if it needs more.`;
    reading.say("step_changed", "changed", step, message, "max");
  }
  return [
    { from: id, port: "each", to: onTrue, block: { parent: id, after: null } },
    { from: id, port: "default", to: nextOf(step), block },
    ...failureWays(step, block),
  ];
}

/** As we exported it, where nobody has changed what it does since. */
function addOwn(
  reading: CacaoReading,
  step: CacaoStep,
  block: Block,
  { kind, ...fields }: Readonly<Record<string, JsonValue>>,
): void {
  reading.add(step, { kind: kind as DraftNode["kind"], parent: block.parent, fields });
  reading.say("step_mapped", "same", step, `${reading.titleOf(step)} is what it was in Riposte.`);
}

function conditionOf(reading: CacaoReading, step: CacaoStep, field: string): string {
  const written = textAt(step.members, "condition") ?? "";
  const when = reading.variables.inCondition(written);
  if (when !== null) return when;
  const message = `${reading.titleOf(step)}: its condition is not read here: ${written.slice(0, 200)}. Write it anew.`;
  reading.say("condition_unread", "missing", step, message, field);
  return "";
}
