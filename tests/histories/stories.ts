import { setTimeout as sleep } from "node:timers/promises";
import { acceptRerun, commentAlert, newId, seedExamples, setLimit } from "@riposte/db";
import {
  CANCEL_UPDATE,
  CHOOSE_UPDATE,
  DECIDE_UPDATE,
  PAUSE_UPDATE,
  RESOLVE_UPDATE,
  RESUME_UPDATE,
} from "@riposte/temporal";
import { WORKSPACE } from "../integration/engine/support/engine.ts";
import type { Engine } from "../integration/engine/support/engine.ts";
import { rawHistories } from "../integration/engine/support/history.ts";
import { planOf, sequenceOf } from "../integration/engine/support/plan-of.ts";
import { publish } from "../integration/engine/support/publish.ts";
import { breakpoints } from "./breakpoint-story.ts";
import { loopStories } from "./loop-stories.ts";
import { saying, script, SHORTENED, twice, update } from "./steps.ts";
import type { Story } from "./story.ts";

/** Another call of the same action is under way, and ends when the run's has been told to wait. */
async function waitForItsTurn({ connection: { db, sql } }: Engine, runId: string): Promise<void> {
  const target = "riposte.get_alert";
  await setLimit(db, WORKSPACE, { kind: "action", target, rules: { atOnce: 1, rate: null } });
  await sql`select * from call_turn_enter(${WORKSPACE}, ${runId}, 'other', '', 1, ${runId}, ${target}, null, 'other/1')`;
  for (let found = false; !found; await sleep(100)) {
    found = (await sql`select 1 from step_runs where run_id = ${runId} and state = 'turn'`).length > 0;
  }
  await sql`select call_turn_leave(${WORKSPACE}, ${runId}, 'other', '', 1, 'other/1')`;
  await setLimit(db, WORKSPACE, { kind: "action", target, rules: null });
}

/** Calls a playbook that sleeps for a while, and gives back what that gave. */
const calling = (id: string, seconds: number) => ({
  plan: sequenceOf(
    {
      id: "call",
      kind: "sub_playbook",
      playbook: { id, name: "Other" },
      readsTrigger: true,
      arguments: { host: "{{ trigger.host }}" },
      limitMs: 600_000,
    },
    { id: "back", kind: "return", reads: ["call"], outputs: { score: "{{ steps.call.score }}" } },
  ),
  event: '{"host":"h1"}',
  prepare: async (engine: Engine) => {
    const plan = sequenceOf(
      { id: "wait", kind: "wait", seconds },
      { id: "back", kind: "return", outputs: { score: 7 } },
    );
    await publish(engine, plan, { id, name: "Other" });
  },
});

/** Each takes more than one workflow task: the SDK accepts a replay of a single one whatever it did. */
const approved: Story = {
  plan: sequenceOf(script("before"), { id: "ask", kind: "approval" }, script("after")),
  event: "{}",
  play: async (engine, runId) => {
    await engine.until(runId, "waiting");
    await update(DECIDE_UPDATE, { step: "ask", decision: "approve", by: "ada", comment: "" })(engine, runId);
  },
};

export const stories: Readonly<Record<string, Story>> = {
  ...loopStories,
  "sub-playbook": calling("pb_other", 1),
  "sub-playbook-cancelled": {
    ...calling("pb_endless", 86_400),
    play: async (engine, runId) => {
      while (!(await engine.runOf(runId)).steps["call"]?.note?.includes("run_")) await sleep(25);
      await update(CANCEL_UPDATE, { by: "ada", reason: "" })(engine, runId);
    },
  },
  "short-scripts": {
    plan: sequenceOf(script("first"), script("long"), { id: "w", kind: "wait", seconds: 1 }, script("last")),
    event: "{}",
  },
  "makes-way": {
    plan: planOf(
      [
        { id: "each", kind: "for_each", over: [1, 2, 3, 4, 5, 6, 7, 8], parallel: 1 },
        script("slow", { parent: "each" }),
        { id: "rest", kind: "wait", seconds: 1 },
        script("long"),
      ],
      ["start>each", "each.each>slow", "start>rest", "start>long"],
    ),
    event: "{}",
  },
  "light-steps": {
    plan: planOf(
      [
        {
          id: "bad",
          kind: "condition",
          readsTrigger: true,
          cases: [{ name: "yes", when: "trigger.score > 80" }],
        },
        {
          id: "text",
          kind: "set",
          readsTrigger: true,
          assignments: [{ name: "t", value: "{{ trigger.score }}" }],
        },
        { id: "both", kind: "join" },
        { id: "never", kind: "join" },
        { id: "answer", kind: "respond", readsVars: true, status: 200, body: { text: "{{ vars.t }}" } },
        { id: "wait", kind: "wait", seconds: 1 },
        { id: "end", kind: "join" },
      ],
      [
        "start>bad",
        "start>text",
        "bad.yes>both",
        "text>both",
        "bad.else>never",
        "both>answer",
        "answer>wait",
        "wait>end",
      ],
    ),
    event: '{"score":90}',
  },
  answers: {
    plan: sequenceOf(saying("early"), { id: "wait", kind: "wait", seconds: 1 }, saying("last")),
    event: "{}",
  },
  "approval-over-fresh-history": approved,
  "decision-in-history": approved,
  "long-question": {
    plan: sequenceOf(
      script("before"),
      { id: "ask", kind: "approval", readsTrigger: true, policy: SHORTENED },
      { id: "wait", kind: "wait", seconds: 1 },
    ),
    event: JSON.stringify({ host: "h".repeat(9_000) }),
  },
  turns: {
    plan: sequenceOf(
      { id: "wait", kind: "wait", seconds: 3 },
      { id: "lookup", kind: "action", arguments: { uuid: "nowhere" }, onFailure: "continue" },
      script("after"),
    ),
    event: "{}",
    play: waitForItsTurn,
  },
  "retry-and-timers": {
    plan: planOf(
      [
        script("flaky", { retry: twice }),
        { id: "wait", kind: "wait", seconds: 1 },
        { id: "ask", kind: "approval", policy: { approvers: [], expiresAfterMs: 500, message: "Quick!" } },
        { id: "end", kind: "join" },
      ],
      ["start>flaky", "start>wait", "start>ask", "flaky>end", "wait>end", "ask.expired>end"],
    ),
    event: "{}",
  },
  "local-activities": {
    plan: planOf(
      [
        script("large_1"),
        script("large_2"),
        { id: "lookup", kind: "action", arguments: { uuid: "nowhere" }, onFailure: "continue" },
        {
          id: "reads",
          kind: "set",
          reads: ["large_1"],
          assignments: [{ name: "n", value: "{{ steps.large_1.by }}" }],
        },
      ],
      ["start>large_1", "start>large_2", "start>lookup", "large_1>reads", "large_2>reads", "lookup>reads"],
    ),
    event: "{}",
  },
  "unknown-resolved": {
    plan: sequenceOf(script("unknown_1"), script("after")),
    event: "{}",
    play: async (engine, runId) => {
      await engine.until(runId, "waiting");
      const resolution = { step: "unknown_1", outcome: "done", by: "ada", reason: "I looked." };
      await update(RESOLVE_UPDATE, resolution)(engine, runId);
    },
  },
  cancelled: {
    plan: planOf(
      [
        { id: "ask", kind: "approval" },
        { id: "wait", kind: "wait", seconds: 50 },
      ],
      ["start>ask", "start>wait"],
    ),
    event: "{}",
    play: async (engine, runId) => {
      await engine.until(runId, "running");
      await update(CANCEL_UPDATE, { by: "ada", reason: "Enough." })(engine, runId);
    },
  },
  paused: {
    plan: sequenceOf(script("before"), { id: "wait", kind: "wait", seconds: 1 }, script("after")),
    event: "{}",
    play: async (engine, runId) => {
      while ((await engine.runOf(runId)).steps["wait"]?.state !== "waiting") await sleep(20);
      await update(PAUSE_UPDATE, { by: "ada", reason: "Not now." })(engine, runId);
      await sleep(2_000);
      await update(RESUME_UPDATE, { by: "ada" })(engine, runId);
    },
  },
  "on-cancel": {
    plan: planOf(
      [
        script("before"),
        { id: "ask", kind: "approval" },
        script("tidy"),
        { id: "hold", kind: "wait", seconds: 1 },
        script("tell"),
      ],
      ["start>before", "before>ask", "start.on_cancel>tidy", "tidy>hold", "hold>tell"],
      { onCancel: { limitMs: 60_000 } },
    ),
    event: "{}",
    play: async (engine, runId) => {
      await engine.until(runId, "waiting");
      await update(CANCEL_UPDATE, { by: "ada", reason: "Enough." })(engine, runId);
    },
  },
  "failure-decided": {
    plan: sequenceOf(script("broken", { onFailure: "ask" }), script("after")),
    event: "{}",
    play: async (engine, runId) => {
      const choose = (choice: string, output: object | null) =>
        update(CHOOSE_UPDATE, { step: "broken", choice, output, by: "ada", reason: "I looked." })(
          engine,
          runId,
        );
      await engine.until(runId, "waiting");
      await choose("retry", null);
      while ((await engine.runOf(runId)).steps["broken"]?.attempt !== 2) await sleep(20);
      await engine.until(runId, "waiting");
      await choose("skip", { kind: "inline", json: '{"by":"hand"}' });
    },
  },
  breakpoints,
  rerun: {
    plan: planOf(
      [
        script("before"),
        {
          id: "keep",
          kind: "set",
          readsTrigger: true,
          assignments: [{ name: "x", value: "{{ trigger.x }}" }],
        },
        script("after", { readsVars: true, arguments: { x: "{{ vars.x }}" } }),
        { id: "wait", kind: "wait", seconds: 1 },
        script("last"),
      ],
      ["start>before", "before>keep", "keep>after", "after>wait", "wait>last"],
    ),
    event: '{"x":5}',
    rerun: async (engine, first) => {
      const { steps } = await engine.runOf(first);
      const recorded = ["before", "keep"].map((step) => ({
        step,
        state: "done",
        attempt: 1,
        port: null,
        output: { kind: "inline", json: steps[step]?.output ?? "null" },
        failure: null,
        note: null,
        origin: "reused",
      }));
      const [row] = await engine.sql`select plan_hash from runs where id = ${first}`;
      const runId = newId("run");
      const accepted = await acceptRerun(engine.sql, {
        runId,
        workspaceId: WORKSPACE,
        rerunOf: first,
        kind: "step",
        step: "after",
        recorded: JSON.stringify(recorded),
        requestedBy: "user:ada@example.org",
        planHash: row?.["plan_hash"],
        version: 1,
        draft: null,
        simulate: false,
        mustBePublished: false,
        dedupeKey: runId,
        bodyHash: "",
      });
      if (accepted.kind !== "accepted") throw new Error(`The rerun was not accepted: ${accepted.kind}`);
      return runId;
    },
  },
  switch: {
    plan: planOf(
      [
        {
          id: "by",
          kind: "switch",
          readsTrigger: true,
          value: "{{ trigger.level }}",
          cases: [
            { name: "low", value: 1 },
            { name: "high", value: 3 },
          ],
        },
        script("act", { runIf: "trigger.level > 1", readsTrigger: true }),
        script("passed_over", { runIf: "trigger.level > 5", readsTrigger: true }),
        { id: "never", kind: "join" },
      ],
      ["start>by", "by.high>act", "act>passed_over", "by.low>never"],
    ),
    event: '{"level":3}',
  },
  "wait-event": {
    plan: planOf(
      [
        { id: "comment", kind: "wait_event", condition: "'block' in event.comment.content" },
        { id: "late", kind: "wait_event", key: "7", eventKey: "event.alert.uuid", timeoutAfter: "{{ 0.3 }}" },
        { id: "each", kind: "for_each", over: [1, 2], parallel: 2 },
        { id: "never", parent: "each", kind: "wait_event", timeoutAfter: 0 },
        { id: "end", kind: "stop" },
        { id: "open", kind: "wait_event", timeoutAfter: 86_400 },
      ],
      ["start>comment", "start>open", "comment>late", "late.timed_out>each", "each.each>never", "each>end"],
    ),
    event: "{}",
    play: async (engine, runId) => {
      const { connection } = engine;
      await seedExamples(connection.db, WORKSPACE);
      await engine.until(runId, "running");
      while ((await rawHistories(engine, runId)).length < 2) await sleep(50);
      const comment = { alert: "AL-SIGNIN1", author: "ada", requestKey: runId, content: "Please block it." };
      await commentAlert(connection.db, { workspaceId: WORKSPACE, ...comment });
    },
  },
  "first-way-and-failure": {
    plan: planOf(
      [
        script("quick"),
        { id: "slow", kind: "wait", seconds: 1 },
        { id: "either", kind: "join", join: "any" },
        {
          id: "long",
          kind: "action",
          execution: "long",
          arguments: { uuid: "nowhere" },
          onFailure: "continue",
        },
        { id: "give_up", kind: "fail", readsTrigger: true, message: "No {{ trigger.what }}." },
      ],
      ["start>quick", "start>slow", "quick>either", "slow>either", "either>long", "long>give_up"],
    ),
    event: '{"what":"luck"}',
  },
  stop: {
    plan: planOf(
      [
        { id: "each", kind: "for_each", over: [1, 2, 3], parallel: 3 },
        { id: "wait", parent: "each", kind: "wait", seconds: "{{ item }}", readsLoop: true },
        script("last", { parent: "each" }),
        { id: "stop", parent: "each", kind: "stop" },
        { id: "ask", kind: "approval" },
      ],
      ["start>each", "start>ask", "each.each>wait", "wait>last", "last>stop"],
    ),
    event: "{}",
  },
};
