import { call } from "../../support/api.ts";
import { fire, hookOf } from "./fire.ts";
import { api } from "./people.ts";
import { stage } from "./visitor.ts";

export interface Furniture {
  readonly playbook: string;
  readonly run: string;
  readonly approval: string;
}

/** The example has run, and waits for a person. */
export async function furnish(): Promise<Furniture> {
  const event = { alert_id: "AL-SIGNIN1", user: "m.durand", address: "203.0.113.7", country: "KP" };
  const run = await fire(await hookOf("Suspicious sign-in"), event);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { approvals } = await call<{
      approvals: { id: string; ofRun: { id: string; playbook: { id: string } } }[];
    }>(api, "approvals.waiting", "query", { mine: false });
    const mine = approvals.find(({ ofRun }) => ofRun.id === run);
    if (mine !== undefined) return { run, approval: mine.id, playbook: mine.ofRun.playbook.id };
    if (Date.now() > deadline) throw new Error(`The run ${run} at ${stage.url} asks nobody.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
