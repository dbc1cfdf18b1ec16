import type { Decision } from "../../ports.ts";
import type { PlanStep, StepKind } from "../../plan.ts";
import type { Fields } from "../../render/fields.ts";
import type { StepStatus } from "../state.ts";
import type { Active, Turn, Values } from "../turn.ts";

export type StepOf<K extends StepKind> = Extract<PlanStep, { kind: K }>;

/** What a kind of step means. An executor only changes its own step's status and calls `complete` or `fail`. */
export interface Executor<K extends StepKind> {
  /** What must be rendered before it can act; the names become paths in failures and keys in `render`. */
  fields(step: StepOf<K>, status: StepStatus): Fields;
  act(turn: Turn, active: Active<StepOf<K>>, values: Values): void;
  decided?(turn: Turn, active: Active<StepOf<K>>, ruling: Ruling): void;
}

export interface Ruling {
  readonly decision: Decision;
  /** Empty for an expiry. */
  readonly by: string;
  readonly comment: string;
}
