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
