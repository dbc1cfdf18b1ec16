import * as fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryPlan } from "../engine/property/arbitrary-plan.ts";
import { judge } from "../engine/property/reference.ts";
import { arbitraryScenario } from "../engine/property/scenario.ts";
import type { Graph } from "../graph.ts";
import type { Plan } from "../plan.ts";
import { makeDraft } from "./draft.ts";
import { makeFlow } from "./flow.ts";
import { testCatalogue } from "./test-catalogue.ts";

/** Random plans need no compiling: the flow looks at kinds, joins and policies, which both forms share. */
function flowOf(plan: Plan) {
  const trigger = { ...plan.trigger, kind: "trigger", trigger: "manual" };
  const graph = { schema: 1, nodes: [trigger, ...plan.steps], edges: plan.edges } as unknown as Graph;
  return makeFlow(makeDraft(graph, testCatalogue), graph.nodes);
}

test("what is always before a step has run whenever the step runs", () => {
  fc.assert(
    fc.property(arbitraryPlan, arbitraryScenario, (plan, scenario) => {
      const { verdicts, stoppers, stops } = judge(plan, scenario);
      fc.pre(stoppers.length === 0 && !stops);
      const flow = flowOf(plan);
      // A step that its run-if passes over counts as one that ran: its output is null.
      const ran = (id: string) =>
        verdicts.some(({ step, state, port }) => step === id && (state !== "skipped" || port !== null));
      for (const { id } of plan.steps) {
        if (!ran(id)) continue;
        for (const { id: earlier } of plan.steps) {
          if (!flow.isAlwaysBefore(earlier, id)) continue;
          expect(flow.isBefore(earlier, id)).toBe(true);
          expect(ran(earlier), `${earlier} before ${id}`).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
