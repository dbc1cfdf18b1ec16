import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../plan.ts";
import { advance } from "./advance.ts";
import { isPaused } from "./host.ts";
import { arbitraryLoopPlan, arbitraryPlan } from "./property/arbitrary-plan.ts";
import { runAtRandom } from "./property/random-host.ts";
import { judge } from "./property/reference.ts";
import { arbitraryScenario } from "./property/scenario.ts";
import type { Scenario } from "./property/scenario.ts";
import type { EngineCommand, StepRecord } from "./protocol.ts";
import { decodeState, encodeState } from "./state.ts";

const runs = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 200);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);

/** What a paused run may not do. That a step is tried again later may be noted, and questions may be closed. */
const STARTS = /^(call_action|start_child|await_event|render|slice|gather|pause|respond|ask_approval)$/;

function runPaused(plan: Plan, scenario: Scenario, numbers: Iterator<number>, pauseAt: ReadonlySet<number>) {
  const commands: EngineCommand[] = [];
  const steps = new Map<string, StepRecord>();
  let text = "";
  let pauses = 0;
  runAtRandom(plan, scenario, (count) => numbers.next().value % Math.max(1, count), {
    cancelAt: null,
    pauseAt,
    before(state) {
      text = encodeState(state);
    },
    after(event, state, given) {
      const again = advance(plan, decodeState(text), event);
      expect(again.commands, "after encode and decode").toEqual(given);
      commands.push(...given);
      for (const command of given) {
        if (command.kind === "record")
          steps.set(`${command.record.step} ${command.record.scope}`, command.record);
      }
      if (!isPaused(state)) return;
      if (event.kind === "run_paused") pauses += 1;
      expect(given.filter(({ kind }) => STARTS.test(kind))).toEqual([]);
      expect(state.run.state).toBe("paused");
    },
  });
  return { commands, steps, pauses };
}

test("a paused run starts nothing, and once resumed it comes to the same end", () => {
  let paused = 0;
  const pauseAt = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.oneof(arbitraryPlan, arbitraryLoopPlan),
      arbitraryScenario,
      fc.infiniteStream(fc.nat(1_000)),
      pauseAt,
      (plan, scenario, numbers, at) => {
        const { commands, steps, pauses } = runPaused(plan, scenario, numbers, new Set(at));
        paused += pauses;
        const end = commands.at(-1);
        expect(end?.kind).toBe("finish");
        const { verdicts, stops, stoppers } = judge(plan, scenario);
        if (stops || stoppers.length > 0) return;
        for (const { step, scope, state, cutShort } of verdicts) {
          if (!cutShort) expect(steps.get(`${step} ${scope}`), `${step} ${scope}`).toMatchObject({ state });
        }
      },
    ),
    { numRuns: runs, seed, endOnFailure: false },
  );
  expect(paused, "some were paused").toBeGreaterThan(runs / 4);
});
