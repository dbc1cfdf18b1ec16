import type { GateCheck } from "./check.ts";
import { PASS } from "./check.ts";

/** A simulated run reads for real; what would change something or tell somebody is only shown. */
export const simulationCheck: GateCheck = ({ step, facts }) =>
  facts.simulate && step.effect !== "read" ? { kind: "simulate" } : PASS;
