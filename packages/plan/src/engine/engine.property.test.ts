import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../plan.ts";
import { advance } from "./advance.ts";
import { allRecords, canResolve, inFlight, isFinished, pendingDeadline } from "./host.ts";
import { outstanding } from "./outstanding.ts";
import { arbitraryPlan } from "./property/arbitrary-plan.ts";
import { runAtRandom, START } from "./property/random-host.ts";
import { judge } from "./property/reference.ts";
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

  const observe = (record: StepRecord) => {
    expect(ended.has(record.step), `${record.step} changes after its end`).toBe(false);
    if (["done", "failed", "skipped", "cancelled"].includes(record.state)) ended.add(record.step);
    steps.set(record.step, record);
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
        if (!("record" in command)) continue;
        expect(command.record.seq, "the sequence grows").toBeGreaterThan(seq);
        seq = command.record.seq;
      }
      expect(new Set(allRecords(plan, now).steps)).toEqual(new Set(steps.values()));
      if (!isFinished(now)) expectAwaited(plan, now, keys);
      else expect(keys, "everything was answered or withdrawn").toEqual([]);
      expect(keys.filter((key) => /^(call|render|respond):/.test(key))).toHaveLength(inFlight(now));
    },
  });
  return { state, events, commands, steps };
}

/** What the state says is awaited is what the host still has to answer: nothing is forgotten on either side. */
function expectAwaited(plan: Plan, state: EngineState, keys: readonly string[]): void {
  const kinds = new Map([
    ["call_action", "call"],
    ["render", "render"],
    ["respond", "respond"],
    ["start_timer", "timer"],
  ]);
  const expected = outstanding(plan, state, START).flatMap((command) => {
    const kind = kinds.get(command.kind);
    if (kind === undefined) return [];
    if (command.kind === "start_timer") return [`timer:${command.timer}`];
    const { step, attempt } = command as { step: string; attempt?: number };
    return [[kind, step, ...(attempt === undefined ? [] : [attempt])].join(":")];
  });
  const awaited = keys.filter((key) => !/^(ask|resolve|cancel):?/.test(key));
  expect(awaited.toSorted()).toEqual(expected.toSorted());
  expect(pendingDeadline(state) === null).toBe(!awaited.some((key) => key.startsWith("timer:")));
}

function finishOf(commands: readonly EngineCommand[]): RunRecord {
  const finishes = commands.filter((command) => command.kind === "finish");
  expect(finishes, "exactly one finish").toHaveLength(1);
  expect(commands.at(-1)?.kind, "nothing follows the finish").toBe("finish");
  return (finishes[0] as Extract<EngineCommand, { kind: "finish" }>).record;
}

function expectBalanced(commands: readonly EngineCommand[]): void {
  const asked = commands.filter(({ kind }) => kind === "ask_approval").length;
  expect(commands.filter(({ kind }) => kind === "close_approval")).toHaveLength(asked);
  const calls = commands.flatMap((command) =>
    command.kind === "call_action" ? [`${command.step}:${command.attempt}`] : [],
  );
  expect(new Set(calls).size, "no attempt is called twice").toBe(calls.length);
}

function expectSameAgain(plan: Plan, { events, commands }: Story): void {
  const state = createState(plan);
  expect(events.flatMap((event) => advance(plan, state, event).commands)).toEqual(commands);
}

const options = { numRuns: runs, seed, endOnFailure: false };

test("random plans run as the reference says", () => {
  fc.assert(
    fc.property(arbitraryPlan, arbitraryScenario, choices, (plan, scenario, numbers) => {
      const story = tell(plan, scenario, numbers, null);
      const verdicts = judge(plan, scenario);
      const record = finishOf(story.commands);
      expectBalanced(story.commands);
      expectSameAgain(plan, story);
      const stoppers = [...verdicts].filter(([, { stopsRun }]) => stopsRun).map(([id]) => id);
      expect(record.state).toBe(stoppers.length === 0 ? "done" : "failed");
      expect(stoppers.length === 0 ? [null] : stoppers).toContain(record.failedStep);
      for (const [id, verdict] of verdicts) {
        const step = story.steps.get(id);
        const cutShort = step === undefined || ["cancelled", "unknown", "failed"].includes(step.state);
        if (stoppers.length > 0 && cutShort) continue;
        expect({ id, state: step?.state, port: step?.port ?? portOf(step), attempt: step?.attempt }).toEqual({
          id,
          state: verdict.state,
          port: verdict.port,
          attempt: verdict.attempt,
        });
      }
    }),
    options,
  );
});

/** A record names the port only where there was a choice. */
function portOf(step: StepRecord | undefined): string | null {
  return step?.state === "done" ? "default" : null;
}

/** What was lost, and nobody has said what became of while the run could still hear it. */
function unresolved(plan: Plan, events: readonly EngineEvent[]): string[] {
  const lost = new Set<string>();
  const state = createState(plan);
  for (const event of events) {
    if (event.kind === "action_unknown") lost.add(event.step);
    if (event.kind === "unknown_resolved" && canResolve(plan, state, event.step)) lost.delete(event.step);
    advance(plan, state, event);
  }
  return [...lost].toSorted();
}

test("whatever ends a run, a step of which nobody knows what became is recorded so, and no other", () => {
  let seen = 0;
  const cancelAt = fc.option(fc.nat(12));
  fc.assert(
    fc.property(arbitraryPlan, arbitraryScenario, choices, cancelAt, (plan, scenario, numbers, at) => {
      const story = tell(plan, scenario, numbers, at);
      const unknown = [...story.steps].filter(([, { state }]) => state === "unknown").map(([id]) => id);
      expect(unknown.toSorted()).toEqual(unresolved(plan, story.events));
      expect(allRecords(plan, story.state).steps.filter(({ state }) => state === "unknown")).toHaveLength(
        unknown.length,
      );
      seen += unknown.length;
    }),
    options,
  );
  expect(seen, "some were unknown at the end").toBeGreaterThan(0);
});

test("a cancelled run ends, and starts nothing more", () => {
  fc.assert(
    fc.property(
      arbitraryPlan,
      arbitraryScenario,
      choices,
      fc.nat(12),
      (plan, scenario, numbers, cancelAt) => {
        const story = tell(plan, scenario, numbers, cancelAt);
        const record = finishOf(story.commands);
        expectBalanced(story.commands);
        expectSameAgain(plan, story);
        const at = story.events.findIndex(({ kind }) => kind === "cancel_requested");
        if (at < 0) return;
        expect(record.state).not.toBe("done");
        const state = createState(plan);
        const later = story.events.flatMap((event, index) => {
          const { commands } = advance(plan, state, event);
          return index >= at ? commands : [];
        });
        const started = later.filter(({ kind }) =>
          /^(call_action|render|respond|start_timer|ask_)/.test(kind),
        );
        expect(started).toEqual([]);
      },
    ),
    options,
  );
});
