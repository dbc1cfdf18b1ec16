import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import { NULL_PAYLOAD } from "../payload.ts";
import type { Plan } from "../plan.ts";
import type { RunFacts, RunState, StepState } from "./protocol.ts";

/**
 * The whole run as one JSON value. Absent fields mean "not yet"; steps stand in the plan's order, null
 * until something reaches them.
 */
export interface EngineState {
  /** `running` goes on, `failing` and `cancelling` only wait for what is in flight. */
  phase: "new" | "running" | "failing" | "cancelling" | "finished";
  facts: RunFacts | null;
  trigger: Payload;
  /** Positions of the `set` steps that are done, in that order: their outputs are the variables. */
  setters: number[];
  steps: (StepStatus | null)[];
  /** The last sequence number given to a record. */
  seq: number;
  run: { seq: number; state: RunState; failure: Failure | null; failedStep: string | null };
  /** How many steps wait for what. */
  open: Record<Awaiting, number>;
}

/** What a step that has begun and not ended waits for. The first three are in flight with the host. */
export type Awaiting = "render" | "call" | "respond" | "retry" | "sleep" | "decision" | "resolution";

export interface StepStatus {
  /** Incoming edges that have settled, and how many of them were taken. */
  settled: number;
  taken: number;
  state?: StepState;
  seq?: number;
  attempt: number;
  awaits?: Awaiting | undefined;
  /** The timer of a wait, of a retry or of an approval's expiry. */
  timer?: { readonly id: string; readonly at: number } | undefined;
  startedAt?: number;
  finishedAt?: number;
  /** An action's arguments, rendered once for all attempts: what a person agreed to is what is sent. */
  input?: Payload;
  /** The rendered question of an approval. */
  message?: string;
  output?: Payload;
  port?: string;
  failure?: Failure | undefined;
  note?: string | undefined;
  /** Somebody agreed to the call. */
  approved?: true;
  /** What a person decided about the step on its way; it stays in its note. */
  remark?: string;
  /** The condition's case to be tried next. */
  nextCase?: number | undefined;
}

export function createState(plan: Plan): EngineState {
  return {
    phase: "new",
    facts: null,
    trigger: NULL_PAYLOAD,
    setters: [],
    steps: plan.steps.map(() => null),
    seq: 0,
    run: { seq: 0, state: "running", failure: null, failedStep: null },
    open: { render: 0, call: 0, respond: 0, retry: 0, sleep: 0, decision: 0, resolution: 0 },
  };
}

const FORMAT = 1;

export function encodeState(state: EngineState): string {
  return JSON.stringify({ format: FORMAT, state });
}

/** Throws where the text was not written by `encodeState` of this format. */
export function decodeState(text: string): EngineState {
  const parsed = JSON.parse(text) as { format?: unknown; state?: EngineState };
  if (parsed.format !== FORMAT || parsed.state === undefined) {
    throw new Error(`This run's state has the format ${String(parsed.format)}; only ${FORMAT} can be read.`);
  }
  return parsed.state;
}
