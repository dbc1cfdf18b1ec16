import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../plan.ts";
import { arbitraryLoopPlan, arbitraryPlan } from "./property/arbitrary-plan.ts";
import { runAtRandom } from "./property/random-host.ts";
import { judge } from "./property/reference.ts";
import { arbitraryScenario } from "./property/scenario.ts";
import type { EngineCommand, StepRecord } from "./protocol.ts";

const runs = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 200);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);

/** The same plan under other ids. */
function renamed(plan: Plan): Plan {
  const other = (id: string) => (id === plan.trigger.id ? id : `u${id.slice(1)}`);
  const steps = plan.steps.map((step) => ({
    ...step,
    id: other(step.id),
    name: `un${step.name}`,
    ...(step.parent === undefined ? {} : { parent: other(step.parent) }),
  }));
  const edges = plan.edges.map(({ id, from, port, to }) => ({
    id: `u${id}`,
    from: other(from),
    port,
    to: other(to),
  }));
  return { ...plan, steps, edges };
}

/** A plan with another one for when it is cancelled. */
function joined(main: Plan, unwinding: Plan): Plan {
  const edges = unwinding.edges.map((edge) =>
    edge.from === unwinding.trigger.id ? { ...edge, port: "on_cancel" } : edge,
  );
  return {
    ...main,
    trigger: { ...main.trigger, onCancel: { limitMs: 1_000_000 } },
    steps: [...main.steps, ...unwinding.steps],
    edges: [...main.edges, ...edges],
  };
}

const anyPlan = fc.oneof(arbitraryPlan, arbitraryLoopPlan);

test("cancelled at any moment: what is drawn for that runs as the reference says, and only then", () => {
  let unwound = 0;
  const numbersOf = fc.infiniteStream(fc.nat(1_000));
  fc.assert(
    fc.property(
      anyPlan,
      anyPlan,
      arbitraryScenario,
      numbersOf,
      fc.nat(8),
      (main, drawn, scenario, numbers, at) => {
        const unwinding = renamed(drawn);
        const plan = joined(main, unwinding);
        const steps = new Map<string, StepRecord>();
        const commands: EngineCommand[] = [];
        runAtRandom(plan, scenario, (count) => numbers.next().value % Math.max(1, count), {
          cancelAt: at,
          before() {},
          after(_event, _state, given) {
            commands.push(...given);
            for (const command of given) {
              if (command.kind === "record")
                steps.set(`${command.record.step} ${command.record.scope}`, command.record);
            }
          },
        });
        const ran = [...steps.values()].filter(({ step }) => step.startsWith("u"));
        const end = commands.at(-1);
        const wasCancelled = end?.kind === "finish" && end.record.state === "cancelled";
        const reached = unwinding.edges.some(({ from }) => from === plan.trigger.id);
        if (!wasCancelled || !reached) {
          // Steps that nothing leads to are skipped in any run.
          expect(ran.filter(({ state }) => state !== "skipped")).toEqual([]);
          return;
        }
        unwound += 1;
        const { verdicts, stops, stoppers } = judge(unwinding, scenario);
        if (stops || stoppers.length > 0) return;
        for (const { step, scope, state, cutShort } of verdicts) {
          if (!cutShort) expect(steps.get(`${step} ${scope}`), `${step} ${scope}`).toMatchObject({ state });
        }
      },
    ),
    { numRuns: runs, seed, endOnFailure: false },
  );
  expect(unwound, "some were cancelled").toBeGreaterThan(runs / 4);
});
