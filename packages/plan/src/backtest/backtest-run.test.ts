import { expect, test } from "vitest";
import type { EngineCommand, StepRecord } from "../engine/protocol.ts";
import { runToEnd } from "../engine/run-to-end.ts";
import type { Answer } from "../engine/run-to-end.ts";
import { comment, FACTS, planOf, valueOf } from "../engine/test-run.ts";
import { fromPlain } from "@riposte/template";
import { toPayload } from "../payload.ts";
import type { Plan } from "../plan.ts";
import { runBacktest } from "./backtest-run.ts";
import type { BacktestRun } from "./backtest-run.ts";
import { compareRuns } from "./compare-runs.ts";
import type { PastDecision } from "./past-run.ts";

const UUID = "8d8ac610-566d-4ef0-9c22-186b2a5ed793";

const look = (id: string, more = {}) => ({
  id,
  kind: "action",
  action: "test.get_alert",
  arguments: { uuid: "{{ trigger.id }}" },
  ...more,
});
const isHigh = (when: string) => ({ id: "is_high", kind: "condition", cases: [{ name: "high", when }] });

/** A look-up, a condition on what it gave, and a comment where it holds. */
const playbook = (when: string, text = "high: {{ steps.look.severity }}") =>
  planOf(
    [look("look"), isHigh(when), comment("tell", { arguments: { uuid: "u", text } })],
    ["t look", "look is_high", "is_high:high tell"],
  );

const START = { trigger: toPayload(fromPlain({ id: UUID })), run: FACTS };
const HOST = {
  values: () => Promise.reject(new Error("Nothing is large here.")),
  breathe: () => Promise.resolve(null),
};

/** A run that really happened, by what each call gave; people approve, and a failed call is let fail. */
function recorded(plan: Plan, outputs: Readonly<Record<string, unknown>>, decisions: PastDecision[] = []) {
  const { state, commands } = runToEnd(plan, START, (question): Answer | null => {
    const { step, scope } = question;
    if (question.kind === "ask_approval") {
      decisions.push({ step, scope, outcome: "approved", by: "ann", comment: "fine" });
      return { kind: "approval_decided", step, scope, decision: "approve", by: "ann", comment: "fine" };
    }
    if (question.kind !== "call_action") return null;
    const { attempt } = question;
    const output = outputs[step];
    if (output !== undefined)
      return { kind: "action_done", step, scope, attempt, output: toPayload(fromPlain(output)) };
    return { kind: "action_failed", step, scope, attempt, failure: AWAY };
  });
  const last = new Map(
    commands.flatMap(recordsOf).map((record) => [`${record.step} ${record.scope}`, record]),
  );
  const records = [...last.values()].map((record) => ({ ...record, origin: record.origin ?? null }));
  return { plan, records, decisions, state: state.run.state, failure: state.run.failure };
}

const AWAY = { code: "unavailable", message: "It did not answer.", retryable: false } as const;

function recordsOf(command: EngineCommand): readonly StepRecord[] {
  if (command.kind === "archive") return command.records;
  return command.kind === "record" ? [command.record] : [];
}

async function backtest(past: ReturnType<typeof recorded>, plan: Plan) {
  const after = await runBacktest(plan, { past, ...START }, HOST);
  return { after, compared: compareRuns(past, plan, after) };
}

const inputOf = (run: BacktestRun, step: string) =>
  valueOf(run.records.find((record) => record.step === step)?.input);

test("the version that ran does again what it did", async () => {
  const past = recorded(playbook("steps.look.severity > 3"), { look: { severity: 5 }, tell: { id: 1 } });
  const { after, compared } = await backtest(past, playbook("steps.look.severity > 3"));
  expect(compared).toMatchObject({ isEqual: true, steps: 0, actions: 0, errors: 0, differences: [] });
  expect(after).toMatchObject({ outcome: "done", stops: [] });
  expect(Object.fromEntries(after.given)).toEqual({ "look ": "recorded", "tell ": "recorded" });
});

test("a step with branches goes on by the one that it took then", async () => {
  const scan = { id: "scan", kind: "action", action: "test.scan", branches: ["known", "unseen"] };
  const plan = planOf(
    [scan, comment("tell"), comment("ask")],
    ["t scan", "scan:known tell", "scan:unseen ask"],
  );
  const past = recorded(plan, { scan: {}, tell: {}, ask: {} });
  const records = past.records.map((record) =>
    record.step === "scan" ? { ...record, port: "unseen" } : record,
  );
  const { after } = await backtest({ ...past, records }, plan);
  const states = Object.fromEntries(after.records.map(({ step, state }) => [step, state]));
  expect(states).toMatchObject({ scan: "done", tell: "skipped", ask: "done" });
});

test("another condition takes another way, on what was looked up then", async () => {
  const past = recorded(playbook("steps.look.severity > 3"), { look: { severity: 5 }, tell: { id: 1 } });
  const { compared } = await backtest(past, playbook("steps.look.severity > 7"));
  expect(compared).toMatchObject({
    outcome: { before: "done", after: "done" },
    isEqual: false,
    steps: 2,
    actions: 1,
    differences: [
      { step: "is_high", kind: "way", before: { port: "high" }, after: { port: "else" } },
      { step: "tell", kind: "way", before: { sent: { what: "test.comment" } }, after: null },
    ],
  });
});

test("other arguments are another action, and what follows reads what the step gave then", async () => {
  const past = recorded(playbook("true"), { look: { severity: 5 }, tell: { id: 1 } });
  const { after, compared } = await backtest(past, playbook("true", "HIGH {{ steps.look.severity }}"));
  expect(inputOf(after, "tell")).toMatchObject({ text: "HIGH 5" });
  expect(after.given.get("tell ")).toBe("other_arguments");
  expect(compared).toMatchObject({ steps: 0, actions: 1, differences: [{ step: "tell", kind: "sent" }] });
});

test("a step under another name finds what was read; what was never read stops its path", async () => {
  const past = recorded(playbook("true"), { look: { severity: 5 }, tell: { id: 1 } });
  const renamed = planOf([look("again"), comment("tell")], ["t again", "again tell"]);
  expect((await backtest(past, renamed)).after.given.get("again ")).toBe("recorded");

  const other = planOf(
    [look("look", { arguments: { uuid: UUID.replace("8", "9") } }), comment("tell"), comment("beside")],
    ["t look", "look tell", "t beside"],
  );
  const { after, compared } = await backtest(past, other);
  expect(after).toMatchObject({ outcome: "stopped", stops: [{ step: "look", scope: "" }] });
  expect(after.stops[0]?.why).toContain("asks no outside system");
  expect(compared.differences.map(({ step }) => step)).toEqual(["beside"]);
});

test("what failed fails again, and a write nobody made gives that it was simulated", async () => {
  const past = recorded(playbook("true"), { look: { severity: 5 } });
  expect(past).toMatchObject({ state: "failed" });
  expect((await backtest(past, playbook("true"))).compared).toMatchObject({ isEqual: true });
  const { after, compared } = await backtest(past, playbook("true", "other"));
  expect(after.given.get("tell ")).toBe("simulated");
  expect(compared).toMatchObject({ outcome: { before: "failed", after: "done" }, errors: 1, actions: 1 });
});

const gated = (id: string) =>
  planOf(
    [
      { id, kind: "approval", approvers: ["role:analyst"], message: "Go?", expiresAfter: 3_600 },
      { id: "pause", kind: "wait", seconds: 86_400 },
      comment("tell"),
    ],
    [`t ${id}`, `${id}:approved pause`, "pause tell"],
  );

test("people's decisions count again, waits are not waited, and a new question stops", async () => {
  const past = recorded(gated("ask"), { tell: {} });
  expect((await backtest(past, gated("ask"))).compared).toMatchObject({ isEqual: true });
  const { after } = await backtest(past, gated("ask_anew"));
  expect(after).toMatchObject({ outcome: "stopped", stops: [{ step: "ask_anew" }] });
  expect(after.stops[0]?.why).toContain("did not ask them this");
});

test("a host that has had enough ends it, and says why", async () => {
  const past = recorded(playbook("true"), { look: { severity: 5 }, tell: { id: 1 } });
  const enough = { ...HOST, breathe: () => Promise.resolve("It took too long.") };
  const after = await runBacktest(past.plan, { past, ...START }, enough);
  expect(after).toMatchObject({ outcome: "stopped", broken: "It took too long." });
});
