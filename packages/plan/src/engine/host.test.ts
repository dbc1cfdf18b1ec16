import { expect, test } from "vitest";
import { toPayload } from "../payload.ts";
import { blobsOf } from "../render/command.ts";
import { advance } from "./advance.ts";
import { allRecords, inFlight, isFinished, pendingDeadline } from "./host.ts";
import { outstanding } from "./outstanding.ts";
import { indexPlan } from "./plan-index.ts";
import { spillable } from "./spill.ts";
import { createState, decodeState, encodeState } from "./state.ts";
import { comment, planOf, TestRun, valueOf } from "./test-run.ts";

const READER = comment("b", {
  arguments: {
    uuid: "{{ steps.a.id }}",
    text: "{{ steps.a.rows | length }} {{ ['x', 'y', 'z'] | random }} {{ utcnow() }}",
  },
});
const chain = () => planOf([comment("a"), READER], ["t a", "a b"]);

test("what reads a blob is rendered by the host, to the same as in the engine", () => {
  const value = { id: "i", rows: [1, 2, 3] };
  const inline = new TestRun(chain());
  inline.done("a", value);
  const run = new TestRun(chain());
  run.feed({ kind: "action_done", step: "a", attempt: 1, output: run.blob("h1", value) });
  const command = run.last("render");
  if (command === undefined) throw new Error("Nothing to render.");
  expect(command).toMatchObject({ step: "b", attempt: 1, context: { ids: { a: "a" }, vars: [] } });
  expect(blobsOf(command).map(({ hash }) => hash)).toEqual(["h1"]);
  expect(run.record("b")).toMatchObject({ state: "running" });
  run.render(command);
  expect(run.last("call_action")).toEqual(inline.last("call_action"));
});

test("a value too large to lie in the state is left to the host to render", () => {
  const plan = planOf([comment("a", { arguments: { uuid: "u", text: "{{ 'é' * trigger.n }}" } })], ["t a"]);
  expect(new TestRun(plan, { n: 32_000 }).kinds()).toContain("call_action");
  const run = new TestRun(plan, { n: 33_000 });
  expect(run.kinds()).not.toContain("call_action");
  expect(run.last("render")?.fields).toEqual({ arguments: { uuid: "u", text: "{{ 'é' * trigger.n }}" } });
});

test("a condition asks the host case by case", () => {
  const cases = [
    { name: "few", when: "trigger.rows | length < 2" },
    { name: "many", when: "trigger.rows | length > 2" },
    { name: "broken", when: "trigger.a.b.c" },
  ];
  const plan = planOf([{ id: "c", kind: "condition", cases }], ["t c"]);
  const first = new TestRun(plan);
  const run = new TestRun(plan, first.blob("h", { rows: [1, 2, 3] }));
  run.blob("h", { rows: [1, 2, 3] });
  for (let command = run.last("render"); command !== undefined;) {
    run.render(command);
    const next = run.last("render");
    command = next === command ? undefined : next;
  }
  expect(run.kinds().filter((kind) => kind === "render")).toHaveLength(2);
  expect(run.record("c")).toMatchObject({ state: "done", port: "many" });
});

test("a failed render fails the step", () => {
  const run = new TestRun(chain());
  run.feed({ kind: "action_done", step: "a", attempt: 1, output: run.blob("h", {}) });
  const failure = {
    code: "template_error",
    message: "no",
    retryable: false,
    field: "arguments.uuid",
  } as const;
  run.feed({ kind: "render_failed", step: "b", attempt: 1, failure });
  expect(run.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "b", failure });
});

test("a variable that was spilled is read by the host, and its record shows where it lies", () => {
  const plan = planOf(
    [
      { id: "s", kind: "set", assignments: [{ name: "v", value: "{{ trigger.v }}" }] },
      comment("a"),
      comment("b", { arguments: { uuid: "u", text: "{{ vars.v }}" } }),
    ],
    ["t s", "s a", "a b"],
  );
  const run = new TestRun(plan, { v: "kept" });
  const output = run.blob("h", { v: "kept" });
  spillable(run.state)
    .find(({ payload }) => payload.json === '{"v":"kept"}' && payload !== run.state.trigger)
    ?.replace(output);
  expect(allRecords(plan, run.state).steps[0]).toMatchObject({ step: "s", output });
  run.done("a");
  const command = run.last("render");
  expect(command?.context.vars).toEqual([output]);
  if (command !== undefined) run.render(command);
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({ uuid: "u", text: "kept" });
});

test("what can be spilled comes largest first, and what was spilled is read by the host", () => {
  const run = new TestRun(chain(), { t: "x".repeat(50) });
  const lengths = spillable(run.state).map(({ payload }) => payload.json.length);
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  expect(lengths).toHaveLength(2);
  for (const { replace } of spillable(run.state)) replace(run.blob("h", {}));
  expect(spillable(run.state)).toEqual([]);
  run.done("a", { id: "i", rows: [] });
  expect(run.kinds()).not.toContain("render");
  expect(run.record("a")).toMatchObject({ state: "done", input: { kind: "blob" } });
});

test("on a fresh history everything awaited is known again", () => {
  const plan = planOf(
    [
      comment("a", { retry: { attempts: 2, delay: 30 } }),
      { id: "w", kind: "wait", seconds: 20 },
      { id: "ask", kind: "approval", approvers: ["ann"], expiresAfter: 40 },
      { id: "r", kind: "respond", body: "hello" },
    ],
    ["t a", "t w", "t ask", "t r"],
  );
  const run = new TestRun(plan);
  const questions = run.all.filter(({ kind }) => !/record|timer/.test(kind));
  run.failed("a", true);
  const state = decodeState(encodeState(run.state));
  expect(inFlight(state)).toBe(1);
  expect(pendingDeadline(state)).toBe(run.now - 1_000 + 20_000);
  const again = outstanding(plan, state, run.now);
  expect(again.filter(({ kind }) => kind !== "start_timer")).toEqual(
    questions.filter(({ kind }) => kind !== "call_action"),
  );
  expect(again.filter(({ kind }) => kind === "start_timer")).toEqual(
    run.all.filter(({ kind }) => kind === "start_timer").toSorted((x, y) => order(x) - order(y)),
  );

  function order(command: object): number {
    const ids = ["retry:a:1", "wait:w:1", "expiry:ask:1"];
    return ids.indexOf((command as { timer: string }).timer);
  }
});

test("nothing is awaited after the end", () => {
  const run = new TestRun(chain());
  run.failed("a");
  expect(isFinished(run.state)).toBe(true);
  expect(outstanding(run.plan, run.state, run.now)).toEqual([]);
  expect(pendingDeadline(run.state)).toBeNull();
  expect(inFlight(run.state)).toBe(0);
});

test("a state or a plan of another make is refused", () => {
  expect(() => decodeState('{"format":2,"state":{}}')).toThrow(/format 2/);
  const foreign = { ...chain(), semantics: 2 };
  expect(() => indexPlan(foreign)).toThrow(/semantics 2/);
});

test("events before the start are ignored", () => {
  const plan = chain();
  const { commands } = advance(plan, createState(plan), {
    kind: "cancel_requested",
    now: 1,
    by: "a",
    reason: "",
  });
  expect(commands).toEqual([]);
});

test("an advance costs what changed: a thousand steps that rest are not looked at", () => {
  const nodes = Array.from({ length: 1_500 }, (_, at) => comment(`s${at}`));
  const run = new TestRun(
    planOf(
      nodes,
      nodes.map(({ id }) => `t ${String(id)}`),
    ),
  );
  const touched = new Set<number>();
  const steps = run.state.steps;
  run.state.steps = new Proxy(steps, {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/.test(key)) touched.add(Number(key));
      return Reflect.get(target, key) as unknown;
    },
  });
  run.feed({ kind: "action_done", step: "s700", attempt: 1, output: toPayload(null) });
  expect([...touched]).toEqual([700]);
});
