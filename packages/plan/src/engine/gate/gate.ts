import { approvalCheck } from "./approval-check.ts";
import type { GateCheck, GateQuestion, Verdict } from "./check.ts";
import { PASS } from "./check.ts";
import { simulationCheck } from "./simulation-check.ts";

/** No plan of today's IR holds a rule for these: they have their place in the order, and let everything through. */
const noRule: GateCheck = () => PASS;

/**
 * Limits belong to the workspace, not to the plan, and change while runs are under way: whoever makes the call asks, as
 * the last thing before its attempt is claimed, and answers `action_waits`. A turn taken here, before people are asked,
 * would be held until they decide.
 */
const askedByTheHost: GateCheck = () => PASS;

const checks = {
  permission: noRule,
  rate: askedByTheHost,
  blastRadius: noRule,
  approval: approvalCheck,
  simulation: simulationCheck,
} satisfies Record<string, GateCheck>;

/**
 * Every call of an action, each attempt anew, passes all checks in this order; the first that objects is the verdict.
 * Breakpoints are none of them: every kind of step has them, and each stands once (`breakpoints/`).
 */
export function askGate(question: GateQuestion): Verdict {
  for (const check of Object.values(checks)) {
    const verdict = check(question);
    if (verdict.kind !== "pass") return verdict;
  }
  return PASS;
}
