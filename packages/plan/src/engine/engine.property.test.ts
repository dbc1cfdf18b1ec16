import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../plan.ts";
import { advance } from "./advance.ts";
import { allRecords, canResolve, inFlight, isFinished, pendingDeadline } from "./host.ts";
import { outstanding } from "./outstanding.ts";
import { arbitraryDeepPlan, arbitraryLoopPlan, arbitraryPlan } from "./property/arbitrary-plan.ts";
import { keyOf, runAtRandom, START } from "./property/random-host.ts";
import { judge } from "./property/reference.ts";
import type { Verdict } from "./property/reference.ts";
import { arbitraryScenario } from "./property/scenario.ts";
import type { Scenario } from "./property/scenario.ts";
import type { EngineCommand, EngineEvent, RunRecord, StepRecord } from "./protocol.ts";
import { createState, decodeState, encodeState } from "./state.ts";
import type { EngineState } from "./state.ts";

const runs = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 300);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);
console.info(`Random plans: ${runs} runs, RIPOSTE_PROPERTY_SEED=${seed}`);

const choices = fc.infiniteStream(fc.nat(1_000));

interface Story {
  readonly state: EngineState;
  readonly events: EngineEvent[];
  readonly commands: EngineCommand[];
  readonly steps: Map<string, StepRecord>;
}

/** Runs it and holds it, at every event, against all that must be true at any time. */
function tell(plan: Plan, scenario: Scenario, numbers: Iterator<number>, cancelAt: number | null): Story {
  let state = createState(plan);
  let text = encodeState(state);
  const events: EngineEvent[] = [];
  const commands: EngineCommand[] = [];
  const steps = new Map<string, StepRecord>();
  const ended = new Set<string>();
  let seq = 0;
  const archived = new Map<string, StepRecord>();

  const observe = (record: StepRecord) => {
    const key = `${record.step} ${record.scope}`;
    expect(ended.has(key), `${key} changes after its end`).toBe(false);
    if (["done", "failed", "skipped", "cancelled"].includes(record.state)) ended.add(key);
    steps.set(key, record);
  };

  runAtRandom(plan, scenario, (count) => numbers.next().value % Math.max(1, count), {
    cancelAt,
    before(now) {
      text = encodeState(now);
    },
    after(event, now, given, keys) {
      state = now;
      events.push(event);
      commands.push(...given);
      const again = advance(plan, decodeState(text), event);
      expect(again.commands, "after encode and decode").toEqual(given);
      expect(JSON.parse(encodeState(again.state))).toEqual(JSON.parse(encodeState(now)));
      for (const command of given) {
        if (command.kind === "record") observe(command.record);
        if (command.kind === "archive") {
          for (const record of command.records) archived.set(`${record.step} ${record.scope}`, record);
        }
        if (!("record" in command)) continue;
        expect(command.record.seq, "the sequence grows").toBeGreaterThan(seq);
        seq = command.record.seq;
      }
      const known = [...archived.values(), ...allRecords(plan, now).steps];
      expect(new Set(known)).toEqual(new Set(steps.values()));
      expect(known, "each is in one place").toHaveLength(steps.size);
      if (!isFinished(now)) expectAwaited(plan, now, keys);
      else expect(keys, "everything was answered or withdrawn").toEqual([]);
      expect(keys.filter((key) => /^(call_action|render|slice|respond|start_child):/.test(key))).toHaveLength(
        inFlight(now),
      );
    },
  });
  return { state, events, commands, steps };
}

/** What the state says is awaited is what the host still has to answer: nothing is forgotten on either side. */
function expectAwaited(plan: Plan, state: EngineState, keys: readonly string[]): void {
  const commands = outstanding(plan, state, START);
  const expected = commands.flatMap((command) =>
    command.kind === "ask_approval" ? [] : (keyOf(command) ?? []),
  );
  const awaited = keys.filter((key) => !/^(ask_approval|resolve|choose|turn|cancel):?/.test(key));
  expect(awaited.toSorted()).toEqual(expected.toSorted());
  const isDue = commands.some(
    (command) =>
      command.kind === "start_timer" ||
      (command.kind === "await_event" && command.request.timeoutMs !== null),
  );
  expect(pendingDeadline(state) !== null).toBe(isDue);
}

function finishOf(commands: readonly EngineCommand[]): RunRecord {
  const finishes = commands.filter((command) => command.kind === "finish");
  expect(finishes, "exactly one finish").toHaveLength(1);
  expect(commands.at(-1)?.kind, "nothing follows the finish").toBe("finish");
  return (finishes[0] as Extract<EngineCommand, { kind: "finish" }>).record;
}

function expectBalanced(commands: readonly EngineCommand[], events: readonly EngineEvent[]): void {
  const asked = commands.filter(({ kind }) => kind === "ask_approval").length;
  expect(commands.filter(({ kind }) => kind === "close_approval")).toHaveLength(asked);
  const calls = commands.flatMap((command) =>
    command.kind === "call_action" ? [`${command.step}:${command.scope}:${command.attempt}`] : [],
  );
  const turns = events.filter(({ kind }) => kind === "turn_came").length;
  expect(new Set(calls).size, "no attempt is called twice, but for its turn").toBe(calls.length - turns);
}

function expectSameAgain(plan: Plan, { events, commands }: Story): void {
  const state = createState(plan);
  expect(events.flatMap((event) => advance(plan, state, event).commands)).toEqual(commands);
}

const anyPlan = fc.oneof(arbitraryPlan, arbitraryLoopPlan);

const options = { numRuns: runs, seed, endOnFailure: false };

test.each([
  ["without loops", arbitraryPlan, runs],
  ["with loops", arbitraryLoopPlan, runs],
  ["with five loops in each other", arbitraryDeepPlan, Math.ceil(runs / 15)],
])(
  "random plans %s run as the reference says",
  (_, arbitrary, numRuns) => {
    fc.assert(
      fc.property(arbitrary, arbitraryScenario, choices, (plan, scenario, numbers) => {
        const story = tell(plan, scenario, numbers, null);
        const { verdicts, stoppers, stops } = judge(plan, scenario);
        const record = finishOf(story.commands);
        expectBalanced(story.commands, story.events);
        expectSameAgain(plan, story);
        const ends = [
          ...(stoppers.length > 0 ? ["failed"] : []),
          ...(stops || stoppers.length === 0 ? ["done"] : []),
        ];
        expect(ends).toContain(record.state);
        expect(record.state === "failed" ? stoppers : [null]).toContain(record.failedStep);
        for (const verdict of verdicts) expectVerdict(verdict, story, stops || stoppers.length > 0);
        expectNoOthers(verdicts, story);
      }),
      { ...options, numRuns },
    );
  },
  120_000,
);

function expectVerdict(verdict: Verdict, { steps }: Story, runIsCut: boolean): void {
  const { step: id, scope, state, port, attempt, gives } = verdict;
  const step = steps.get(`${id} ${scope}`);
  const cutShort = step === undefined || ["cancelled", "unknown", "failed"].includes(step.state);
  if ((runIsCut || verdict.cutShort) && cutShort) return;
  expect({
    id,
    scope,
    state: step?.state,
    port: step?.port ?? portOf(step),
    attempt: step?.attempt,
  }).toEqual({ id, scope, state, port, attempt });
  if (gives !== undefined && step !== undefined) expect(given(step)).toEqual(gives);
}

/** What a loop gives, with the indices alone of those that failed. */
function given({ output }: StepRecord) {
  if (output === null || output.kind === "blob") return null;
  const { count, results, failed } = JSON.parse(output.json) as {
    count: number;
    results: (number | null)[];
    failed: { index: number }[];
  };
  return { count, results, failed: failed.map(({ index }) => index) };
}

/** Nothing runs that the reference does not know of. */
function expectNoOthers(verdicts: readonly Verdict[], { steps }: Story): void {
  const known = new Set(verdicts.map(({ step, scope }) => `${step} ${scope}`));
  expect([...steps.keys()].filter((key) => !known.has(key))).toEqual([]);
}

/** A record names the port only where there was a choice. */
function portOf(step: StepRecord | undefined): string | null {
  return step?.state === "done" ? "default" : null;
}

/** What was lost, and nobody has said what became of while the run could still hear it. */
function unresolved(plan: Plan, events: readonly EngineEvent[]): string[] {
  const lost = new Set<string>();
  const state = createState(plan);
  for (const event of events) {
    if (event.kind === "action_unknown") lost.add(`${event.step} ${event.scope ?? ""}`);
    if (event.kind === "unknown_resolved" && canResolve(plan, state, event.step, event.scope)) {
      lost.delete(`${event.step} ${event.scope ?? ""}`);
    }
    advance(plan, state, event);
  }
  return [...lost].toSorted();
}

test("whatever ends a run, a step of which nobody knows what became is recorded so, and no other", () => {
  let seen = 0;
  const cancelAt = fc.option(fc.nat(12));
  fc.assert(
    fc.property(anyPlan, arbitraryScenario, choices, cancelAt, (plan, scenario, numbers, at) => {
      const story = tell(plan, scenario, numbers, at);
      const unknown = [...story.steps].filter(([, { state }]) => state === "unknown").map(([id]) => id);
      expect(unknown.toSorted()).toEqual(unresolved(plan, story.events));
      seen += unknown.length;
    }),
    options,
  );
  expect(seen, "some were unknown at the end").toBeGreaterThan(0);
});

test("a cancelled run ends, and starts nothing more", () => {
  fc.assert(
    fc.property(anyPlan, arbitraryScenario, choices, fc.nat(12), (plan, scenario, numbers, cancelAt) => {
      const story = tell(plan, scenario, numbers, cancelAt);
      const record = finishOf(story.commands);
      expectBalanced(story.commands, story.events);
      expectSameAgain(plan, story);
      const at = story.events.findIndex(({ kind }) => kind === "cancel_requested");
      if (at < 0) return;
      expect(record.state === "done").toBe(story.state.phase === "finished" && wasStopping(plan, story, at));
      const state = createState(plan);
      const later = story.events.flatMap((event, index) => {
        const { commands } = advance(plan, state, event);
        return index >= at ? commands : [];
      });
      const started = later.filter(
        (command) =>
          /^(call_action|render|slice|gather|pause|respond|start_|ask_|await_)/.test(command.kind) &&
          // How long the run of another playbook is waited for that was told to stop.
          !(command.kind === "start_timer" && command.timer.startsWith("grace:")),
      );
      expect(started).toEqual([]);
    }),
    options,
  );
});

/** Whether the playbook had ended the run itself, when somebody cancelled it. */
function wasStopping(plan: Plan, { events }: Story, at: number): boolean {
  const state = createState(plan);
  for (const event of events.slice(0, at)) advance(plan, state, event);
  return state.phase === "stopping";
}
