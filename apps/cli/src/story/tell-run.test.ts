import { expect, test } from "vitest";
import type { Run, RunStep } from "../client.ts";
import { changeTeller } from "../commands/watch.ts";
import { tellRun } from "./tell-run.ts";

const step: RunStep = {
  step: "judge",
  scope: "",
  seq: 1,
  name: "judge",
  label: "Judge the address",
  kind: "action",
  action: "script.judge_address",
  state: "done",
  attempt: 1,
  port: null,
  note: null,
  origin: null,
  failure: null,
  startedAt: "2026-11-21T04:50:12.000Z",
  finishedAt: "2026-11-21T04:50:12.120Z",
  input: { json: '{"address":"203.0.113.45"}', preview: "", bytes: 26 },
  output: { json: null, preview: '{"pages":["', bytes: 300_000 },
  wait: null,
  isUnresolved: false,
  resolution: null,
  attempts: [],
};

const run: Run = {
  id: "run_a",
  playbook: { id: "pb_a", name: "Suspicious sign-in" },
  version: 3,
  isTest: false,
  state: "waiting",
  unknownOutcomes: 0,
  over: false,
  failure: null,
  failedStep: null,
  createdAt: "2026-11-21T04:50:11.000Z",
  startedAt: "2026-11-21T04:50:11.500Z",
  finishedAt: "2026-11-21T04:50:13.000Z",
  planHash: "0",
  simulate: false,
  eventLine: "user alice",
  startedByRun: null,
  relations: { parent: null, children: [], count: 0, problem: null },
  triggerId: "trg_a",
  rerunOf: null,
  rerun: null,
  reruns: [],
  paused: null,
  waits: null,
  standIn: null,
  joined: 0,
  receivedAt: null,
  heldReason: null,
  event: { json: '{"body":{"user":"alice"}}', preview: "", bytes: 25 },
  steps: [step],
  approvals: [],
  response: null,
};

const attempt: RunStep["attempts"][number] = {
  attempt: 1,
  state: "failed",
  startedAt: "2026-11-21T04:50:12.000Z",
  finishedAt: "2026-11-21T04:50:12.030Z",
  durationMs: 30,
  exitCode: 1,
  log: "",
  failure: { code: "script_failed", message: "exit code 1", retryable: false },
  lateOutcome: null,
};

test("iterations are told after their loop and in their order, the steps of each as they began", () => {
  const told = [
    ["outer", ""],
    ["b", "outer[10]"],
    ["beside", ""],
    ["inner", "outer[2]"],
    ["c", "outer[2]/inner[1]"],
    ["a", "outer[10]"],
    ["c", "outer[2]/inner[0]"],
    ["z", "outer[2]"],
    ["lone", "gone[0]"],
  ].map(([id = "", scope = ""]) => ({ ...step, step: id, name: id, label: "L", scope }));
  const lines = tellRun({ ...run, steps: told }, false).match(/(?<=L \().*(?=\))/g);
  expect(lines).toEqual([
    "outer",
    "inner in outer[2]",
    "c in outer[2]/inner[0]",
    "c in outer[2]/inner[1]",
    "z in outer[2]",
    "b in outer[10]",
    "a in outer[10]",
    "beside",
    "lone in gone[0]",
  ]);
});

test("a run that has not begun says what it waits for, and one that was joined which stands for it", () => {
  const waits = "Waits for its turn: 3 of at most 3 runs of this playbook are under way; 17 before it.";
  expect(tellRun({ ...run, state: "queued", waits, steps: [] }, false)).toContain(waits);
  const heldReason = "Joined with an event after it.";
  const joined = tellRun(
    { ...run, state: "skipped", over: true, heldReason, standIn: "run_b", steps: [] },
    false,
  );
  expect(joined).toContain("was not run");
  expect(joined).toContain(heldReason);
  expect(joined).toContain("→ riposte show run_b");
  expect(tellRun({ ...run, joined: 2 }, false)).toContain("stands for 2 more events with its key");
});

test("a run: what, when, and each step with what went in and came out", () => {
  expect(tellRun(run, false).split("\n")).toEqual([
    "Run run_a waits for a person (1.5 s)",
    "  Suspicious sign-in, version 3",
    "  started by trg_a at 2026-11-21 04:50:11Z",
    '  event    {"body":{"user":"alice"}}',
    "",
    "✓ Judge the address (judge)  done in 120 ms",
    '    in       {"address":"203.0.113.45"}',
    '    out      {"pages":["… (300000 bytes)',
  ]);
});

test("a rerun names the run whose event it took", () => {
  expect(tellRun({ ...run, rerunOf: "run_b" }, false)).toContain("  rerun of run_b, with its event");
  const later = {
    run: "run_c",
    kind: "failed" as const,
    state: "running" as const,
    createdAt: run.createdAt,
  };
  const told = tellRun(
    { ...run, rerunOf: "run_b", rerun: { kind: "step", step: run.steps[0]?.step ?? "" }, reruns: [later] },
    false,
  );
  expect(told).toContain(`rerun of run_b, from ${run.steps[0]?.label ?? ""} on`);
  expect(told).toContain("rerun by run_c, which is running");
});

test("a failure: every try, the end of the log, and what to do", () => {
  const log = Array.from({ length: 9 }, (_, line) => `line ${line}`).join("\n");
  const attempts = [attempt, { ...attempt, attempt: 2, log: `${log}\n` }];
  const failed: RunStep = {
    ...step,
    state: "failed",
    attempt: 2,
    failure: attempt.failure,
    attempts,
    output: null,
  };
  const told = tellRun({ ...run, state: "failed", steps: [failed] }, false);
  expect(told).toContain("✗ Judge the address (judge)  failed in 120 ms, attempt 2\n");
  expect(told).toContain("try 1    failed in 30 ms, exit code 1: exit code 1");
  expect(told).toContain("log      (4 lines before; --full shows them)\n      | line 4\n");
  expect(told).toContain("failure  script_failed: exit code 1\n             → See the script's log above");
  expect(tellRun({ ...run, steps: [failed] }, true)).toContain("| line 0");
});

function tellState(state: RunStep["state"]): string {
  return tellRun({ ...run, steps: [{ ...step, state, isUnresolved: state === "unknown" }] }, false);
}

test("what a person has to do is a command to paste", () => {
  expect(tellState("approval")).toContain("→ riposte approve run_a --step judge");
  expect(tellState("unknown")).toContain(
    '→ riposte resolve run_a --step judge --as done|failed|rerun --reason "…"',
  );
});

test("a decision that the run has not heard yet is told, and not asked for again", () => {
  const approval = {
    id: "apr_a",
    run: run.id,
    step: step.step,
    scope: step.scope,
    attempt: 1,
    stepLabel: step.label,
    approvers: [],
    asks: [],
    message: "Go on?",
    question: [],
    action: null,
    arguments: null,
    outcome: null,
    decidedBy: null,
    comment: null,
    createdAt: "2026-11-21T04:50:12.000Z",
    expiresAt: null,
    decidedAt: null,
    kept: {
      outcome: "approved" as const,
      by: "mia@example.org",
      at: "2026-11-21T04:50:13.000Z",
      comment: "",
    },
  };
  const steps = [{ ...step, state: "approval" as const }];
  const told = tellRun({ ...run, steps, approvals: [approval] }, false);
  expect(told).toContain("approved by mia@example.org at 2026-11-21 04:50:13Z; the run goes on by it");
  expect(told).not.toContain("riposte approve");
  expect(tellRun({ ...run, steps, approvals: [{ ...approval, kept: null }] }, false)).toContain(
    "riposte approve",
  );
});

const unknown: RunStep = {
  ...step,
  state: "unknown",
  failure: { code: "unknown_outcome", message: "The worker was lost.", retryable: false },
  finishedAt: null,
  isUnresolved: true,
};
const over = { ...run, over: true, finishedAt: "2026-11-21T04:50:15.000Z" };

test("in a run that is over nobody is asked for anything but what became of a step, and no time goes by", () => {
  const asked = { ...over, state: "cancelled" as const, steps: [unknown] };
  const told = tellRun(asked, false);
  expect(told).toContain("(judge)  unknown outcome\n");
  expect(told).toContain("→ riposte resolve run_a --step judge --as done|failed --reason");
  expect(
    tellRun({ ...over, state: "cancelled", steps: [{ ...step, state: "approval" }] }, false),
  ).not.toContain("riposte");
});

test("an unknown outcome that was resolved is not to be resolved again", () => {
  const failed = {
    ...unknown,
    state: "failed" as const,
    isUnresolved: false,
    note: "Resolved as failed by ann: seen",
  };
  const { failure } = unknown;
  const told = tellRun({ ...over, state: "failed", failure, failedStep: "judge", steps: [failed] }, false);
  expect(told).not.toContain("riposte resolve");
  expect(told.match(/→ Somebody has looked and said what became of it\./g)).toHaveLength(2);
});

test("what was found of a step once its run was over is told: what, by whom, when and why", () => {
  const resolution = {
    run: "run_a",
    step: "judge",
    scope: "",
    outcome: "done" as const,
    reason: "checked by hand",
    by: "user:ann@example.org",
    at: "2026-11-21T05:00:00.000Z",
    isSure: true,
    wasRunOver: true,
    wasIterationOver: false,
  };
  const steps = [{ ...unknown, isUnresolved: false, resolution }];
  const told = tellRun({ ...over, state: "cancelled", steps }, false);
  expect(told).toContain("? Judge the address (judge)  unknown outcome, resolved as done\n");
  expect(told).toContain(
    "    found    it happened, said ann@example.org at 2026-11-21 05:00:00Z: checked by hand",
  );
  expect(told).not.toContain("resolve ");
  expect(told).not.toContain("unknown_outcome");

  const noted = {
    ...unknown,
    state: "failed" as const,
    isUnresolved: false,
    note: "Resolved as failed by ann.",
  };
  const said = { ...resolution, outcome: "failed" as const, wasRunOver: false, isSure: false };
  const goesOn = tellRun({ ...run, steps: [{ ...noted, resolution: said }] }, false);
  expect(goesOn).toContain("(judge)  failed");
  expect(goesOn).toContain("found    it did not happen, said ann@example.org at");
  expect(goesOn).toContain("(the run did not answer, so it may not have heard): checked by hand");
  expect(goesOn).not.toContain("note ");
});

test("what to do about a limit depends on whose it is", () => {
  const tell = (action: string, field?: string) => {
    const failure = { code: "limit_exceeded" as const, message: "Too much.", retryable: false };
    const more = field === undefined ? failure : { ...failure, field };
    return tellRun({ ...over, steps: [{ ...step, action, state: "failed", failure: more }] }, false);
  };
  expect(tell("riposte.comment_alert")).toContain("→ No more fits in there");
  expect(tell("riposte.comment_alert", "arguments.content")).toContain(
    "→ Make the data or the template smaller",
  );
  expect(tell("script.judge")).toContain("raise the limit that is named above");
});

test("following a run says each change once", () => {
  const tell = changeTeller();
  const seen = {
    cursor: "a",
    run: { ...run, state: "running" as const },
    steps: [{ ...step, state: "running" as const }],
  };
  expect(tell(seen)).toHaveLength(2);
  expect(tell(seen)).toEqual([]);
  expect(tell({ ...seen, steps: [step] })).toEqual(["Judge the address: done in 120 ms"]);
});

test("which run started it, and which ones it started", () => {
  const other = {
    id: "run_b",
    kind: "child" as const,
    state: "failed" as const,
    over: true,
    happening: [],
    playbook: { id: "pb_b", name: "Block host" },
    version: 1,
    createdAt: run.createdAt,
    step: step.step,
    scope: "each[2]",
    attempt: 2,
  };
  const relations = {
    parent: { ...other, id: "run_c", kind: "on_error" as const, playbook: { id: "pb_c", name: "Sign-in" } },
    children: [other],
    count: 3,
    problem: "The on-error playbook was not started. It is switched off.",
  };
  const lines = tellRun({ ...run, relations }, false).split("\n");
  expect(lines).toContain("  because run run_c of Sign-in failed");
  expect(lines).toContain(
    `  started run_b of Block host, which is failed, by step ${step.label} at each[2], attempt 2`,
  );
  expect(lines).toContain("  and 2 more");
  expect(lines).toContain("  The on-error playbook was not started. It is switched off.");
});

test("a paused run says by whom, and how it goes on; what was given by hand is marked", () => {
  const paused = { by: "user:ann@example.org", at: run.createdAt, reason: "change window" };
  const steps = run.steps.map((step) => ({ ...step, origin: "by_hand" as const }));
  const told = tellRun({ ...run, state: "paused", paused, steps }, false);
  expect(told).toContain("is paused: nothing new starts");
  expect(told).toContain("paused by user:ann@example.org");
  expect(told).toContain("→ riposte resume run_a");
  expect(told).toContain("origin   its output was given by hand");
});

test("a step that failed and asks says how to answer", () => {
  const steps = run.steps
    .slice(0, 1)
    .map((step) => ({ ...step, state: "undecided" as const, name: "judge" }));
  expect(tellRun({ ...run, steps }, false)).toContain(
    "→ riposte choose run_a --step judge --as retry|skip|fail",
  );
});
