import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import { NULL_PAYLOAD } from "../payload.ts";
import type { Plan } from "../plan.ts";
import type { QuestionPiece } from "../question.ts";
import type { Origin, RunFacts, RunState, StepState } from "./protocol.ts";
import type { RecordedStep } from "./rerun/recorded.ts";
import type { Task, Values } from "./turn.ts";

/**
 * The whole run as one JSON value. Absent fields mean "not yet"; steps stand in the plan's order, null
 * until something reaches them.
 */
export interface EngineState {
  /**
   * `running` goes on; `failing`, `cancelling` and `stopping` only wait for what is in flight. In `unwinding` what is
   * drawn for a cancelled run goes on, and nothing else.
   */
  phase: "new" | "running" | "failing" | "cancelling" | "unwinding" | "stopping" | "finished";
  facts: RunFacts | null;
  trigger: Payload;
  /** What has set variables, in that order. */
  setters: Setter[];
  /** Those at the top; the steps of bodies stand in their iterations. */
  steps: (StepStatus | null)[];
  /** The iterations under way, by their path: `outer[3]/inner[0]`. One that is over is gone from here. */
  scopes: { [path: string]: ScopeState };
  /** The last sequence number given to a record. */
  seq: number;
  run: { seq: number; state: RunState; failure: Failure | null; failedStep: string | null; output?: Payload };
  /** How many steps wait for what. */
  open: Record<Awaiting, number>;
  /** Until the run has started: outcomes that it takes over from the run it repeats. */
  recorded?: readonly RecordedStep[];
  /** Outcomes that stand in for steps which the run has not come to yet. */
  pinned?: readonly RecordedStep[];
  paused?: Paused;
  /** Somebody had a step that stood go on without further stops. */
  runsOn?: true;
  /** Until when, in milliseconds since the epoch, what is drawn for a cancelled run may take; null once it is over. */
  unwindUntil?: number | null;
}

/** What would have started since the run was paused, in that order. */
export interface Paused {
  tasks: Task[];
  /** Steps whose time has come. */
  due: { readonly position: number; readonly scope: string }[];
}

/**
 * What a step that has begun and not ended waits for. The first three are in flight with the host, and so is a `child`,
 * the run of another playbook. A loop waits for
 * its `body`, or, as a breath for the host between many iterations, in `pause`.
 */
export type Awaiting =
  | "render"
  | "call"
  | "turn"
  | "respond"
  | "retry"
  | "sleep"
  | "decision"
  | "resolution"
  | "event"
  | "choice"
  | "breakpoint"
  | "body"
  | "pause"
  | "child";

/** A `set` step of the same block that is done, by its position, or what one in an iteration has left behind. */
export type Setter = number | SetByIteration;

export interface SetByIteration {
  readonly position: number;
  output: Payload;
}

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
  /** Of a wait for an event: what it was asked with, and until when by the workflow's clock. */
  expects?:
    | { readonly key: string | null; readonly timeoutMs: number | null; readonly until: number | null }
    | undefined;
  /** The rendered question of an approval, and the same in pieces. */
  message?: string;
  question?: readonly QuestionPiece[];
  output?: Payload;
  port?: string;
  failure?: Failure | undefined;
  note?: string | undefined;
  /** Somebody agreed to the call. */
  approved?: true;
  origin?: Origin;
  /** What a person decided about the step on its way; it stays in its note. */
  remark?: string;
  /** The condition's case to be tried next. */
  nextCase?: number | undefined;
  /** Its run-if was true. */
  mayRun?: true;
  /** Whether it is to stand before it acts, or did so, or need not: then it is behind it. */
  breakpoint?: "due" | "passed";
  /** While it stands. */
  prepared?: Prepared;
  /** Somebody steps: what comes after it stands. Of a loop `within`: what comes next in it. */
  steps?: "over" | "within" | undefined;
  loop?: LoopState;
  /** How deep the run of another playbook is that it asks for. */
  depth?: number;
  /** That run, once it is there. */
  child?: string | undefined;
  /** That run was told to stop; with a failure, because of the step's own time limit. */
  stopping?: { readonly failure?: Failure } | undefined;
}

/** What a step stands with: what it is about to act on, or why that could not be rendered; neither: it is still to be. */
export interface Prepared {
  readonly values?: Values;
  readonly failure?: Failure;
}

/** How far a loop has come. */
export interface LoopState {
  /** How many items there are; null for a while. */
  total: number | null;
  /** The index of the iteration to be started next. */
  next: number;
  /** How many iterations are under way. */
  live: number;
  /** What the iterations gave. */
  gathered: Gathered;
  /** Of a list in the blob store: the items that lie here, as a list, from this index on. */
  page?: { readonly from: number; items: Payload };
  /** What the host was asked for: the next page, or the result. */
  asks?: "items" | "result" | undefined;
  /** What the iterations of a parallel loop have set, until it ends. */
  sets?: (SetByIteration & { readonly index: number })[];
  /** What the last iteration of a while gave. */
  previous?: Payload;
  /** An iteration failed that may not: the others are on their way out. */
  stopping?: Failure;
}

/** Entries `[index, value]` or `[index, null, error]`, in the order they came. */
export interface Gathered {
  /** Full ones, each a list of entries, or the lone value of the iteration `at`. */
  parts: { readonly at?: number; payload: Payload }[];
  /** The text of the entries since, without brackets. */
  open: string;
}

/** One iteration. */
export interface ScopeState {
  /** The loop's position. */
  readonly loop: number;
  readonly index: number;
  item?: Payload;
  /** How many steps of the body have not come to their end. */
  left: number;
  steps: { [position: number]: StepStatus };
  setters: Setter[];
  /** It only waits for what is in flight: it failed, with this, or is not wanted any more. */
  ending?: { readonly failure?: Failure; readonly step?: string; readonly attempt?: number };
}

/** `recorded`: outcomes of another run that this one takes over when it starts, in the order they came. */
export function createState(plan: Plan, recorded: readonly RecordedStep[] = []): EngineState {
  return {
    ...(recorded.length === 0 ? {} : { recorded }),
    phase: "new",
    facts: null,
    trigger: NULL_PAYLOAD,
    setters: [],
    steps: plan.steps.map(() => null),
    scopes: {},
    seq: 0,
    run: { seq: 0, state: "running", failure: null, failedStep: null },
    open: { ...NOTHING_OPEN },
  };
}

const NOTHING_OPEN: Readonly<Record<Awaiting, number>> = {
  render: 0,
  call: 0,
  turn: 0,
  respond: 0,
  retry: 0,
  sleep: 0,
  decision: 0,
  resolution: 0,
  event: 0,
  choice: 0,
  breakpoint: 0,
  body: 0,
  pause: 0,
  child: 0,
};

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
  const { state } = parsed;
  // Written before there were loops: the parts that came with them are not there.
  return { ...state, scopes: state.scopes ?? {}, open: { ...NOTHING_OPEN, ...state.open } };
}
