import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../../plan.ts";
import { advance } from "../advance.ts";
import { arbitraryLoopPlan, arbitraryPlan } from "../property/arbitrary-plan.ts";
import { runAtRandom } from "../property/random-host.ts";
import { judge } from "../property/reference.ts";
import { arbitraryScenario } from "../property/scenario.ts";
import type { Scenario } from "../property/scenario.ts";
import type { Breakpoint, EngineCommand, StepRecord, WayOn } from "../protocol.ts";
import { decodeState, encodeState } from "../state.ts";
import { isStanding } from "./standing.ts";

const runs = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 200);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);

/** What a step that stands has not done yet. */
const DOES = /^(call_action|start_child|await_event|respond|ask_approval)$/;

interface Stops {
  readonly breakpoints: readonly Breakpoint[];
  readonly way: WayOn;
}

function run(plan: Plan, scenario: Scenario, numbers: Iterator<number>, { breakpoints, way }: Stops) {
  const commands: EngineCommand[] = [];
  const steps = new Map<string, StepRecord>();
  const stood: string[] = [];
  let standing = new Set<string>();
  let text = "";
  runAtRandom(plan, scenario, (count) => numbers.next().value % Math.max(1, count), {
    cancelAt: null,
    breakpoints,
    wayOn: way,
    before(state) {
      text = encodeState(state);
    },
    after(event, _state, given) {
      const again = advance(plan, decodeState(text), event);
      expect(again.commands, "after encode and decode").toEqual(given);
      commands.push(...given);
      for (const command of given) {
        if (DOES.test(command.kind) && "step" in command)
          expect(standing.has(`${command.step} ${"scope" in command ? command.scope : ""}`)).toBe(false);
        if (command.kind !== "record") continue;
        const key = `${command.record.step} ${command.record.scope}`;
        steps.set(key, command.record);
        if (isStanding(command.record)) {
          stood.push(key);
          standing = new Set([...standing, key]);
        } else standing.delete(key);
      }
    },
  });
  return { end: commands.at(-1), steps, stood };
}

const someSteps = fc.array(fc.nat(30), { minLength: 1, maxLength: 8 });

/** Some say of each activation whether it counts. */
function breakpointsAt(plan: Plan, places: readonly number[]): Breakpoint[] {
  const ids = new Set(places.map((at) => plan.steps[at % plan.steps.length]?.id ?? ""));
  const reads = { reads: [], readsTrigger: false, readsVars: false, readsLoop: false };
  return [...ids].map((step, at) => {
    if (at % 3 === 0) return { step };
    const expression = at % 3 === 1 ? "run.id == 'run_random'" : "nothing.like.this";
    return { step, when: { expression, ...reads } };
  });
}

test.each<WayOn>(["go_on", "step_over", "run_on"])(
  "a run with breakpoints comes to the same end, each told to %s",
  (way) => {
    let stood = 0;
    fc.assert(
      fc.property(
        fc.oneof(arbitraryPlan, arbitraryLoopPlan),
        arbitraryScenario,
        fc.infiniteStream(fc.nat(1_000)),
        someSteps,
        (plan, scenario, numbers, places) => {
          const told = run(plan, scenario, numbers, { breakpoints: breakpointsAt(plan, places), way });
          stood += told.stood.length;
          expect(told.end?.kind).toBe("finish");
          expect(new Set(told.stood).size, "each activation stands once").toBe(told.stood.length);
          const { verdicts, stops, stoppers } = judge(plan, scenario);
          if (stops || stoppers.length > 0) return;
          for (const { step, scope, state, cutShort } of verdicts) {
            if (!cutShort)
              expect(told.steps.get(`${step} ${scope}`), `${step} ${scope}`).toMatchObject({ state });
          }
        },
      ),
      { numRuns: runs, seed, endOnFailure: false },
    );
    expect(stood, "some stood").toBeGreaterThan(runs / 4);
  },
);

test("with breakpoints each step is given what it is given without, and leaves the same way", () => {
  fc.assert(
    fc.property(
      fc.oneof(arbitraryPlan, arbitraryLoopPlan),
      arbitraryScenario,
      someSteps,
      (plan, scenario, places) => {
        const { verdicts, stops, stoppers } = judge(plan, scenario);
        if (stops || stoppers.length > 0) return;
        const first = run(plan, scenario, inOrder(), { breakpoints: [], way: "go_on" });
        const second = run(plan, scenario, inOrder(), {
          breakpoints: breakpointsAt(plan, places),
          way: "go_on",
        });
        for (const { step, scope, cutShort } of verdicts) {
          if (cutShort) continue;
          const { state, port, input } = first.steps.get(`${step} ${scope}`) ?? {};
          expect(second.steps.get(`${step} ${scope}`), `${step} ${scope}`).toMatchObject({
            state,
            port,
            input,
          });
        }
      },
    ),
    { numRuns: runs, seed, endOnFailure: false },
  );
});

function* inOrder(): Generator<number, never> {
  for (;;) yield 0;
}
