import type { StepRecord } from "../engine/protocol.ts";
import type { Plan } from "../plan.ts";

/** What a run recorded of a step. */
export type PastRecord = Pick<
  StepRecord,
  "step" | "scope" | "state" | "port" | "input" | "output" | "failure"
> & { readonly origin: StepRecord["origin"] | null };

/** What people said to a question, and who; null: nobody has decided. */
export interface PastDecision {
  readonly step: string;
  readonly scope: string;
  readonly outcome: "approved" | "rejected" | "expired" | "withdrawn" | null;
  readonly by: string;
  readonly comment: string;
}

/** A run as it was: all that a backtest knows of the world. */
export interface PastRun {
  readonly plan: Plan;
  readonly records: readonly PastRecord[];
  /** Of each question the last one counts. */
  readonly decisions: readonly PastDecision[];
}
