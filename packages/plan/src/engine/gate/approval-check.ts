import type { GateCheck } from "./check.ts";
import { PASS } from "./check.ts";

/** Who agreed once agreed to the rendered call, and so to its retries. */
export const approvalCheck: GateCheck = ({ step, status }) =>
  step.approval === null || status.approved === true ? PASS : { kind: "ask", policy: step.approval };
