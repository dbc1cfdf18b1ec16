import { setTimeout as sleep } from "node:timers/promises";
import { BREAKPOINT_UPDATE } from "@riposte/temporal";
import { planOf } from "../integration/engine/support/plan-of.ts";
import { script, update } from "./steps.ts";
import type { Story } from "./story.ts";

const secondItem = {
  expression: "item == 2",
  reads: [],
  readsTrigger: false,
  readsVars: false,
  readsLoop: true,
};

/** One step stands, then one iteration of a loop, then what comes after the loop, for somebody steps. */
export const breakpoints: Story = {
  plan: planOf(
    [
      script("before"),
      { id: "each", kind: "for_each", over: [1, 2, 3], parallel: 3 },
      script("in", { parent: "each", readsLoop: true, arguments: { item: "{{ item }}" } }),
      { id: "after", kind: "join" },
      script("last"),
    ],
    ["start>before", "before>each", "each.each>in", "each>after", "after>last"],
  ),
  event: "{}",
  breakpoints: [{ step: "before" }, { step: "in", when: secondItem }, { step: "last" }],
  play: async (engine, runId) => {
    const leave = async (step: string, scope: string, more: object) => {
      for (let stands = false; !stands; await sleep(20)) {
        const found = await engine.sql`
          select 1 from step_runs where run_id = ${runId} and step = ${step} and scope = ${scope} and note like 'Stands%'`;
        stands = found.length > 0;
      }
      await engine.until(runId, "waiting");
      await update(BREAKPOINT_UPDATE, { step, scope, attempt: 1, by: "ada", ...more })(engine, runId);
    };
    await leave("before", "", { way: "go_on" });
    const given = { kind: "given", value: { kind: "inline", json: '{"item":20}' } };
    await leave("in", "each[1]", { way: "step_over", instead: given });
    await leave("after", "", { way: "run_on" });
  },
};
