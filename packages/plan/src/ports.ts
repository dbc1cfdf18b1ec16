import type { StepKind } from "./plan.ts";

/** Where a step's way out has this name when nothing special happened. */
export const DEFAULT_PORT = "default";
export const FAILURE_PORT = "on_failure";
export const ELSE_PORT = "else";
/** From the trigger to what runs once the run is cancelled. */
export const CANCEL_PORT = "on_cancel";
/** From a loop into its body. */
export const EACH_PORT = "each";

export const TIMED_OUT_PORT = "timed_out";

export const DECISIONS = ["approved", "rejected", "expired"] as const;
export type Decision = (typeof DECISIONS)[number];

/** The port a failed step takes under `onFailure: continue`. An approval never passes by failing. */
export const CONTINUE_PORT: Record<StepKind, string> = {
  action: DEFAULT_PORT,
  condition: ELSE_PORT,
  join: DEFAULT_PORT,
  wait: DEFAULT_PORT,
  wait_event: DEFAULT_PORT,
  set: DEFAULT_PORT,
  approval: "rejected",
  respond: DEFAULT_PORT,
  fail: DEFAULT_PORT,
  switch: ELSE_PORT,
  stop: DEFAULT_PORT,
  sub_playbook: DEFAULT_PORT,
  return: DEFAULT_PORT,
  for_each: DEFAULT_PORT,
  while: DEFAULT_PORT,
};

/** The port of a step that its run-if passes over: nobody needs to be asked, and no case was true. */
export const PASSED_OVER_PORT: Record<StepKind, string> = { ...CONTINUE_PORT, approval: "approved" };
