import type { Engine } from "../integration/engine/support/engine.ts";
import type { StepOfTest } from "../integration/engine/support/plan-of.ts";

export const script = (id: string, more: Partial<StepOfTest> = {}): StepOfTest => ({
  id,
  kind: "action",
  action: "script",
  effect: "write",
  execution: "script",
  ...more,
});

export const saying = (body: string): StepOfTest => ({ id: body, kind: "respond", status: 200, body });

export const twice = { attempts: 2, initialDelayMs: 200, factor: 1, maxDelayMs: 200, on: [] };

export const QUICK = { approvers: [], expiresAfterMs: 500, message: "Quick!" };
export const SHORTENED = { ...QUICK, message: "{{ trigger.host }}?" };

export const collecting = (expression: string) => ({
  collect: `{{ ${expression} }}`,
  collectReads: { reads: [], readsTrigger: false, readsVars: false, readsLoop: true },
});

export const update = (name: string, input: object) => (engine: Engine, runId: string) =>
  engine.client.workflow
    .getHandle(runId)
    .executeUpdate(name, { args: [input] })
    .then(() => {});
