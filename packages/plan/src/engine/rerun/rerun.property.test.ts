import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../../plan.ts";
import { allRecords } from "../host.ts";
import { indexPlan, isLoop } from "../plan-index.ts";
import { arbitraryLoopPlan, arbitraryPlan } from "../property/arbitrary-plan.ts";
import { runAtRandom } from "../property/random-host.ts";
import { judge } from "../property/reference.ts";
import { arbitraryScenario } from "../property/scenario.ts";
import type { Scenario } from "../property/scenario.ts";
import type { EngineCommand, RunRecord, StepRecord } from "../protocol.ts";
import type { EngineState, Setter } from "../state.ts";
import type { RerunChoice } from "./plan-rerun.ts";
import { outermost, planRerun } from "./plan-rerun.ts";
import type { RecordedStep } from "./recorded.ts";
import { pinnedStep, recordedStep, takenSteps } from "./recorded-steps.ts";
import { setInLoop } from "./set-in-loop.ts";

const runs = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 200);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);
const options = { numRuns: runs, seed, endOnFailure: false };
const choices = fc.infiniteStream(fc.nat(1_000));
const anyPlan = fc.oneof(arbitraryPlan, arbitraryLoopPlan);

interface Told {
  readonly end: RunRecord;
  readonly state: EngineState;
  readonly commands: readonly EngineCommand[];
  readonly steps: ReadonlyMap<string, StepRecord>;
}

function tell(
  plan: Plan,
  scenario: Scenario,
  numbers: Iterator<number>,
  recorded: RecordedStep[] = [],
): Told {
  const commands: EngineCommand[] = [];
  let last: EngineState | null = null;
  runAtRandom(plan, scenario, (count) => numbers.next().value % Math.max(1, count), {
    cancelAt: null,
    recorded,
    before() {},
    after(_event, state, given) {
      last = state;
      commands.push(...given);
    },
  });
  const finish = commands.at(-1);
  if (finish?.kind !== "finish" || last === null) throw new Error("It has no end.");
  const steps = new Map<string, StepRecord>();
  for (const command of commands) {
    if (command.kind === "record")
      steps.set(`${command.record.step} ${command.record.scope}`, command.record);
  }
  return { end: finish.record, state: last, commands, steps };
}

/** All that was done in the first run, again: the steps that are reused, and what the others come to. */
function again(plan: Plan, scenario: Scenario, numbers: Iterator<number>, choice: RerunChoice) {
  const first = tell(plan, scenario, numbers);
  const records = [...first.steps.values()];
  const planned = planRerun(plan, records, plan, choice);
  const second = tell(plan, scenario, numbers, recordedSteps(plan, planned.reused, records));
  return { first, second, planned };
}

function choiceAt(plan: Plan, at: number): RerunChoice {
  const { id = "" } = plan.steps[at % plan.steps.length] ?? {};
  return { kind: "step", step: outermost(plan, id)?.id ?? id };
}

const STARTS = /^(call_action|start_child|await_event|render|slice|gather|respond|ask_approval)$/;

test("a rerun from any step comes to the same end, and nothing that is reused runs again", () => {
  let reused = 0;
  fc.assert(
    fc.property(anyPlan, arbitraryScenario, choices, fc.nat(100), (plan, scenario, numbers, cut) => {
      const { stops, stoppers } = judge(plan, scenario);
      const { first, second, planned } = again(plan, scenario, numbers, choiceAt(plan, cut));
      if (!stops) expect(second.end.state).toBe(first.end.state);
      const kept = new Set(planned.reused);
      reused += kept.size;
      for (const command of second.commands) {
        if (!STARTS.test(command.kind) || !("step" in command)) continue;
        expect(kept.has(outermost(plan, command.step)?.id ?? ""), `${command.step} starts`).toBe(false);
      }
      for (const id of kept) {
        const { state, port, output, failure, origin = "reused" } = first.steps.get(`${id} `) ?? {};
        expect(second.steps.get(`${id} `)).toMatchObject({ state, port, output, failure, origin });
      }
      if (stops || stoppers.length > 0) return;
      for (const [key, { state, port, scope }] of first.steps) {
        if (scope !== "") continue;
        expect(second.steps.get(key), key).toMatchObject({ state, port });
      }
    }),
    options,
  );
  expect(reused, "some were reused").toBeGreaterThan(runs);
});

test("a rerun of what failed runs that and what follows it, and nothing else", () => {
  fc.assert(
    fc.property(anyPlan, arbitraryScenario, choices, (plan, scenario, numbers) => {
      const { first, second, planned } = again(plan, scenario, numbers, { kind: "failed" });
      const failed = [...first.steps.values()].filter(
        ({ state, scope }) => state === "failed" && scope === "",
      );
      const ran = planned.again.map(({ step }) => step);
      for (const { step } of failed) expect(ran).toContain(step);
      const { stops } = judge(plan, scenario);
      if (!stops) expect(second.end.state).toBe(first.end.state);
      if (first.end.state === "done" && failed.length === 0 && !stops) expect(ran).toEqual([]);
    }),
    options,
  );
});

test("a rerun from the start reuses nothing", () => {
  fc.assert(
    fc.property(anyPlan, arbitraryScenario, choices, (plan, scenario, numbers) => {
      const { second, planned } = again(plan, scenario, numbers, { kind: "start" });
      expect(planned.reused).toEqual([]);
      expect([...second.steps.values()].some(({ origin }) => origin === "reused")).toBe(false);
    }),
    { ...options, numRuns: Math.ceil(runs / 4) },
  );
});

const PINNED = new Set(["action", "sub_playbook", "wait_event", "approval"]);

test("steps that are pinned to what they gave start nothing, and the run comes to the same end", () => {
  let pinned = 0;
  fc.assert(
    fc.property(anyPlan, arbitraryScenario, choices, (plan, scenario, numbers) => {
      const { stops, stoppers } = judge(plan, scenario);
      const first = tell(plan, scenario, numbers);
      const pins = plan.steps.flatMap(({ id, kind, parent }) => {
        const { state, output, port } = first.steps.get(`${id} `) ?? {};
        const isPinned = parent === undefined && PINNED.has(kind) && state === "done";
        return isPinned && output && port !== undefined
          ? [pinnedStep(id, { output, port, note: "Pinned." })]
          : [];
      });
      pinned += pins.length;
      const second = tell(plan, scenario, numbers, pins);
      const kept = new Set(pins.map(({ step }) => step));
      for (const command of second.commands) {
        if (!STARTS.test(command.kind) || !("step" in command)) continue;
        expect(kept.has(command.step), `${command.step} starts`).toBe(false);
      }
      if (!stops) expect(second.end.state).toBe(first.end.state);
      if (stops || stoppers.length > 0) return;
      for (const [key, { state, port, scope }] of first.steps) {
        if (scope === "") expect(second.steps.get(key), key).toMatchObject({ state, port });
      }
    }),
    options,
  );
  expect(pinned, "some were pinned").toBeGreaterThan(runs / 10);
});

test("what a loop left in variables is put together again from its records", () => {
  let seen = 0;
  fc.assert(
    fc.property(arbitraryLoopPlan, arbitraryScenario, choices, (plan, scenario, numbers) => {
      const { state, steps, commands } = tell(plan, scenario, numbers);
      const index = indexPlan(plan);
      const loops = new Set(plan.steps.filter(isLoop).map(({ id }) => id));
      for (const loop of plan.steps) {
        const isOver = steps.get(`${loop.id} `)?.state === "done";
        if (!isLoop(loop) || loop.parent !== undefined || !isOver) continue;
        const body = within(plan, loop.id, [...steps.values()]);
        // No record tells that an iteration of a loop that was cut off was having its result fetched, and not over yet.
        if (
          scenario.blobTrigger &&
          body.some(({ state: ended, step }) => ended === "cancelled" && loops.has(step))
        ) {
          continue;
        }
        const left = state.setters.filter((setter) => isWithin(plan, setter, loop.id));
        const rebuilt = setInLoop(plan, loop.id, body);
        expect(rebuilt.map(({ step }) => index.position.get(step))).toEqual(
          left.map((setter) => (typeof setter === "number" ? setter : setter.position)),
        );
        seen += left.length;
      }
      expect(allRecords(plan, state).run).toEqual(
        commands.findLast(({ kind }) => kind === "finish")?.["record" as never],
      );
    }),
    options,
  );
  expect(seen, "some loops set something").toBeGreaterThan(0);
});

function isWithin(plan: Plan, setter: Setter, loop: string): boolean {
  const position = typeof setter === "number" ? setter : setter.position;
  return outermost(plan, plan.steps[position]?.id ?? "")?.id === loop;
}

function within(plan: Plan, loop: string, records: readonly StepRecord[]): StepRecord[] {
  return records.filter(({ step }) => step !== loop && outermost(plan, step)?.id === loop);
}

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
