import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { toPayload } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import { advance } from "../advance.ts";
import { loopRun } from "../loops/loop-run.ts";
import type { EngineCommand, StepRecord } from "../protocol.ts";
import { createState, decodeState, encodeState } from "../state.ts";
import { comment, FACTS, planOf, START, valueOf } from "../test-run.ts";
import type { RerunChoice } from "./plan-rerun.ts";
import { outermost, planRerun } from "./plan-rerun.ts";
import { givenStep, recordedStep, takenSteps } from "./recorded-steps.ts";
import type { RecordedStep } from "./recorded.ts";

/** The records of a run, and of another that repeats it. */
function recordsOf(plan: Plan, call?: Parameters<typeof loopRun>[2], trigger: unknown = {}): StepRecord[] {
  const last = new Map<string, StepRecord>();
  for (const command of loopRun(plan, trigger, call).commands) {
    if (command.kind === "record") last.set(`${command.record.step} ${command.record.scope}`, command.record);
  }
  return [...last.values()];
}

function start(plan: Plan, recorded: RecordedStep[]): EngineCommand[] {
  const state = decodeState(encodeState(createState(plan, recorded)));
  const trigger = toPayload(fromPlain({}));
  return advance(plan, state, { kind: "started", trigger, run: FACTS, now: START }).commands;
}

function called(commands: readonly EngineCommand[]): Record<string, unknown> {
  return Object.fromEntries(
    commands.flatMap((command) =>
      command.kind === "call_action" ? [[command.step, valueOf(command.call.arguments)]] : [],
    ),
  );
}

const say = (id: string, text: string) => comment(id, { arguments: { uuid: "u", text } });
const set = (id: string, name: string, value: unknown, more = {}) => ({
  id,
  kind: "set",
  assignments: [{ name, value }],
  ...more,
});

function rerun(plan: Plan, choice: RerunChoice, records: StepRecord[], next = plan) {
  const planned = planRerun(plan, records, next, choice);
  return { ...planned, commands: () => start(next, recordedSteps(next, planned.reused, records)) };
}

test("variables of parallel ways have the value they had, in the order they were set", () => {
  const plan = planOf(
    [say("slow", "a"), set("one", "x", "1"), set("two", "x", "2"), say("end", "{{ vars.x }}")],
    ["t slow", "slow one", "t two", "one end", "two end"],
  );
  const records = recordsOf(plan);
  const seq = (step: string) => records.find((record) => record.step === step)?.seq ?? 0;
  expect(seq("one")).toBeGreaterThan(seq("two"));
  const again = rerun(plan, { kind: "step", step: "end" }, records);
  expect(again.reused).toEqual(["slow", "one", "two"]);
  expect(called(again.commands())).toEqual({ end: { uuid: "u", text: "1" } });
});

test("what loops within loops have set is there again, of a parallel one in the order of the items", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: [1, 2, 3] },
      { id: "inner", kind: "for_each", parent: "each", over: ["a", "b"], parallel: 2 },
      set("seen", "seen", "{{ loop.parent.item }}{{ item }}", { parent: "inner" }),
      set("sum", "sum", "{{ (vars.sum | default(0)) + item }}", { parent: "each" }),
      say("end", "{{ vars.seen }} {{ vars.sum }}"),
    ],
    ["t each", "each:each inner", "inner:each seen", "inner sum", "each end"],
  );
  const again = rerun(plan, { kind: "step", step: "end" }, recordsOf(plan));
  expect(called(again.commands())).toEqual({ end: { uuid: "u", text: "3b 6" } });
});

test("what an unset step took away stays away", () => {
  const plan = planOf(
    [
      set("one", "x", 1),
      { id: "gone", kind: "set", assignments: [{ name: "x", operation: "unset" }] },
      say("end", "{{ vars.x | default('none') }}"),
    ],
    ["t one", "one gone", "gone end"],
  );
  const again = rerun(plan, { kind: "step", step: "end" }, recordsOf(plan));
  expect(called(again.commands())).toEqual({ end: { uuid: "u", text: "none" } });
});

test("from a step: it and what follows or reads it run again, other ways are reused", () => {
  const plan = planOf(
    [say("a", "1"), say("b", "2"), say("c", "3"), { id: "both", kind: "join" }],
    ["t a", "a b", "t c", "b both", "c both"],
  );
  const again = rerun(plan, { kind: "step", step: "b" }, recordsOf(plan));
  expect(again).toMatchObject({
    reused: ["a", "c"],
    again: [
      { step: "b", why: "chosen" },
      { step: "both", why: "follows" },
    ],
    first: [],
  });
  const commands = again.commands();
  expect(Object.keys(called(commands))).toEqual(["b"]);
  const reused = commands.flatMap((command) => (command.kind === "record" ? [command.record] : []));
  expect(reused.filter(({ origin }) => origin === "reused").map(({ step }) => step)).toEqual(["a", "c"]);
});

test("only what failed: the failed step and what was never reached", () => {
  const plan = planOf([say("a", "1"), say("b", "2"), say("c", "3")], ["t a", "a b", "b c"]);
  const records = recordsOf(plan, ({ step }) => (step === "b" ? null : {}));
  const again = rerun(plan, { kind: "failed" }, records);
  expect(again).toMatchObject({ reused: ["a"], again: [{ step: "b", why: "failed" }], first: ["c"] });
});

test("after a step with an output by hand: it is not called, and marked for good", () => {
  const plan = planOf([say("a", "1"), say("b", "{{ steps.a.id }}")], ["t a", "a b"]);
  const records = recordsOf(plan, ({ step }) => (step === "a" ? null : {}));
  const { reused, byHand, first } = rerun(plan, { kind: "after", step: "a" }, records);
  expect({ reused, byHand, first }).toEqual({ reused: [], byHand: "a", first: ["b"] });
  const given = givenStep("a", { output: toPayload(fromPlain({ id: "x" })), attempt: 1, note: "By ann." });
  const commands = start(plan, [given]);
  expect(called(commands)).toEqual({ b: { uuid: "u", text: "x" } });
  const recorded = commands.flatMap((command) => (command.kind === "record" ? [command.record] : []));
  expect(recorded[0]).toMatchObject({ step: "a", state: "done", origin: "by_hand", note: "By ann." });
  const further = planRerun(plan, recorded.concat(recordsOf(plan).slice(1)), plan, {
    kind: "step",
    step: "b",
  });
  expect(recordedSteps(plan, further.reused, recorded)[0]?.origin).toBe("by_hand");
});

test("on a newer version what is drawn otherwise runs again, and what follows it", () => {
  const edges = ["t a", "a b", "t c", "b d", "c d"];
  const nodes = [say("a", "1"), say("b", "2"), say("c", "3"), say("d", "4")];
  const plan = planOf(nodes, edges);
  const records = recordsOf(plan);
  const relabelled = planOf(
    nodes.map((node) => ({ ...node, label: `New ${String(node["id"])}` })),
    edges,
  );
  expect(rerun(plan, { kind: "step", step: "d" }, records, relabelled).reused).toEqual(["a", "b", "c"]);
  const changed = planOf([say("a", "1"), say("b", "otherwise"), say("c", "3"), say("d", "4")], edges);
  expect(rerun(plan, { kind: "step", step: "d" }, records, changed)).toMatchObject({
    reused: ["a", "c"],
    again: [
      { step: "b", why: "changed" },
      { step: "d", why: "chosen" },
    ],
  });
});

test("a loop is one: changed within, it runs again as a whole; a step of its body is run by its outermost loop", () => {
  const body = (text: string) => [
    { id: "each", kind: "for_each", over: [1] },
    { ...say("in", text), parent: "each" },
    say("end", "x"),
  ];
  const edges = ["t each", "each:each in", "each end"];
  const plan = planOf(body("a"), edges);
  const records = recordsOf(plan);
  expect(outermost(plan, "in")?.id).toBe("each");
  expect(rerun(plan, { kind: "step", step: "end" }, records).reused).toEqual(["each"]);
  const again = rerun(plan, { kind: "step", step: "end" }, records, planOf(body("b"), edges));
  expect(again.again).toEqual([
    { step: "each", why: "changed" },
    { step: "end", why: "chosen" },
  ]);
});

function recordedSteps(
  plan: Plan,
  reused: readonly string[],
  records: readonly StepRecord[],
): RecordedStep[] {
  const none = { output: null, failure: null, note: null };
  return takenSteps(plan, reused, records).map((taken) =>
    recordedStep(
      taken,
      (step, scope) => records.find((record) => record.step === step && record.scope === scope) ?? none,
    ),
  );
}

const CALL = { id: "call", kind: "sub_playbook", playbook: "Block host", arguments: { host: "h1" } };

function recorded(step: string, more: Partial<StepRecord>): StepRecord {
  const record = {
    step,
    scope: "",
    state: "done",
    attempt: 1,
    startedAt: 0,
    finishedAt: 0,
    input: null,
  } as const;
  return { ...record, seq: 1, output: null, port: null, failure: null, note: null, ...more };
}

test("what another playbook gave and what event came are taken over, and a time that was over stays over", () => {
  const wait = {
    id: "w",
    kind: "wait_event",
    source: "webhook:Tickets",
    condition: "event.status",
    timeoutAfter: 60,
  };
  const nodes = [CALL, wait, say("late", "{{ steps.call.verdict }}")];
  const plan = planOf(nodes, ["t call", "call w", "w:timed_out late"]);
  const output = toPayload(fromPlain({ verdict: "bad" }));
  const records = [recorded("call", { output }), recorded("w", { seq: 2, port: "timed_out" })];
  const again = rerun(plan, { kind: "step", step: "late" }, records);
  expect(again.reused).toEqual(["call", "w"]);
  const commands = again.commands();
  expect(called(commands)).toEqual({ late: { uuid: "u", text: "bad" } });
  expect(commands.map(({ kind }) => kind)).not.toContain("start_child");
  expect(commands.map(({ kind }) => kind)).not.toContain("await_event");
});

test("a return that is taken over gives what it gave, and does not end the rerun", () => {
  const back = { id: "back", kind: "return", outputs: { score: 3 } };
  const plan = planOf([back, say("a", "x")], ["t back", "t a"]);
  const output = toPayload(fromPlain({ score: 3 }));
  const records = [recorded("back", { output }), recorded("a", { seq: 2, state: "cancelled" })];
  const again = rerun(plan, { kind: "failed" }, records);
  expect(again.reused).toEqual(["back"]);
  const state = createState(plan, recordedSteps(plan, again.reused, records));
  const event = { kind: "started", trigger: toPayload(fromPlain({})), run: FACTS, now: START } as const;
  const { commands } = advance(plan, state, event);
  expect(called(commands)).toHaveProperty("a");
  expect(state.run).toMatchObject({ state: "running", output });
});

test("a playbook that was only renamed is still the one that was called", () => {
  const plan = planOf([CALL, say("a", "x")], ["t call", "call a"]);
  const steps = plan.steps.map((step) =>
    step.kind === "sub_playbook" ? { ...step, playbook: { ...step.playbook, name: "Isolate host" } } : step,
  );
  const records = [recorded("call", {}), recorded("a", { seq: 2 })];
  expect(rerun(plan, { kind: "step", step: "a" }, records, { ...plan, steps }).reused).toEqual(["call"]);
});
