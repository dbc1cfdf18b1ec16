import type {
  BlobPayload,
  ChildEnd,
  Payload,
  RunFacts,
  UnknownResolution,
  FailureChoice,
  Instead,
  WayOn,
  Failure,
  ActionCall,
  StepRecord,
  RunRecord,
  ApprovalRequest,
  EventRequest,
  EngineCommand,
  TurnWait,
} from "@riposte/plan";

/** Names and shapes shared by who starts workflows (API, dispatcher) and who runs them. Types and constants only. */
export const WORKFLOW_TYPE = "runPlaybook";
export const CHECK_WORKFLOW_TYPE = "checkScript";
export const TRY_WORKFLOW_TYPE = "tryScript";
export const RUN_QUEUE = "runs";
export const SCRIPT_QUEUE = "scripts";
export const DECIDE_UPDATE = "decide";
/** The same before it is asked by an update, which Temporal forgets where no worker hears it. */
export const DECISION_SIGNAL = "decision";
export const RESOLVE_UPDATE = "resolve";
/** The type of a refusal: the run goes on, but the step's iteration is over. */
export const ITERATION_OVER = "IterationOver";
/** Of a refusal: what was asked for is so. */
export const ALREADY_SO = "AlreadySo";
export const CANCEL_UPDATE = "cancel";
/** To the run that waits for another one. */
export const CHILD_ENDED_SIGNAL = "childEnded";
/** To a run that another one waited for, and does not want any more. */
export const STOP_SIGNAL = "stop";
export const EVENT_SIGNAL = "event";
export const PAUSE_UPDATE = "pause";
export const RESUME_UPDATE = "resume";
export const CHOOSE_UPDATE = "choose";
export const BREAKPOINT_UPDATE = "breakpoint";
export const TURN_SIGNAL = "turn";
/** Says nothing: it makes Temporal begin another task of the run. */
export const NEXT_TASK_SIGNAL = "nextTask";

/** First argument of the workflow. The second is the plan, carried as a `PlanRef`. */
export interface RunInput {
  readonly facts: RunFacts;
  readonly trigger: Payload;
  /** Set after continue-as-new: the engine's state as `encodeState` wrote it. */
  readonly resume: string | null;
  /** Of a rerun, until it has begun: what it takes over, `RecordedStep`s as JSON text. */
  readonly recorded?: string;
  readonly decisions?: HeardDecisions;
  /** What local activities came to goes on in that order, however it is told; absent: the run was begun before. */
  readonly inOrder?: true;
  /** Short steps that follow each other make way for what goes on beside them; absent: the run was begun before. */
  readonly makesWay?: true;
}

/** What a fresh history takes over of the decisions that came by signal in the one before. */
export interface HeardDecisions {
  /** The numbers of those that count: what asks with one of them is answered, not refused. */
  readonly taken: readonly string[];
  /** Those on what the run is still to ask for. */
  readonly early: readonly DecisionInput[];
}

/** `scope`: the iteration that the step stands in; absent at the top. */
export interface DecideInput {
  readonly step: string;
  readonly scope?: string;
  readonly decision: "approve" | "reject";
  readonly by: string;
  readonly comment: string;
  /** Signal and update of the same decision have the same; older histories have none. */
  readonly ask?: string;
}

export interface DecisionInput extends DecideInput {
  readonly ask: string;
  /** The attempt that asked. */
  readonly attempt: number;
  /** When it was made, in milliseconds: it counts if that was in time, whenever a worker hears of it. */
  readonly at: number;
}

/** `attempt`: the one that was looked at, so that what is said of it never counts for a later one; once there was none. */
export interface ResolveInput {
  readonly step: string;
  readonly scope?: string;
  readonly attempt?: number;
  readonly outcome: UnknownResolution;
  readonly by: string;
  readonly reason: string;
}

export interface CancelInput {
  readonly by: string;
  readonly reason: string;
}

export type PauseInput = CancelInput;

export interface ResumeInput {
  readonly by: string;
}

/** What becomes of a step that failed and asks; `attempt` is the one that failed, `output` what stands for a skipped one. */
export interface ChooseInput {
  readonly step: string;
  readonly scope?: string;
  readonly attempt?: number;
  readonly choice: FailureChoice;
  readonly output: Payload | null;
  readonly by: string;
  readonly reason: string;
}

/** How a step that stands at a breakpoint goes on; `attempt` is the one that stands. */
export interface BreakpointInput {
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly way: WayOn;
  readonly instead?: Instead;
  readonly by: string;
}

/** `scope` and `attempt` are those of the step that waits. */
export interface ChildEndedInput {
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly run: string;
  readonly end: ChildEnd;
}

export interface StopInput {
  readonly by: string;
  readonly reason: string;
}

/** What came of asking for the run of another playbook: it is there, perhaps over already, or nothing was started. */
export type ChildOutcome =
  | { readonly kind: "started"; readonly run: string }
  | { readonly kind: "ended"; readonly run: string; readonly end: ChildEnd }
  | { readonly kind: "refused"; readonly failure: Failure };

export type StartChildCommand = Extract<EngineCommand, { kind: "start_child" }>;

/** What ended a wait for an event, as its row in the database says. */
export type WaitEnd =
  | { readonly kind: "arrived"; readonly event: Payload; readonly origin: string }
  | { readonly kind: "timed_out" };

export interface EventInput {
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly end: WaitEnd;
}

/** The call of this attempt may be made now; said again until it is. */
export interface TurnInput {
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
}

/** One attempt of one step, as activities get it; the key of its row is (run, step, scope, attempt). */
export interface ActionJob {
  readonly workspaceId: string;
  readonly runId: string;
  readonly step: string;
  readonly stepName: string;
  readonly scope: string;
  readonly attempt: number;
  readonly call: ActionCall;
}

/**
 * `task`: the workflow task that asks, by the length of the history before it.
 * `progress`: of the run that asks, told on the way.
 */
export interface ShortJob extends ActionJob {
  readonly task?: number;
  readonly progress?: Progress;
}

/** What is new of a run and its steps; `run` null: nothing of the run itself. */
export interface Progress {
  readonly steps: readonly StepRecord[];
  readonly run: RunRecord | null;
}

/** What an action activity returns; it throws only for what Temporal should retry as plumbing. */
export type ActionOutcome =
  | {
      readonly kind: "done";
      readonly output: Payload;
      /** Of its named ways out those that it takes. */
      readonly branches?: readonly string[];
    }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "unknown"; readonly failure: Failure };

/** `turn`: the call was not made, and its workflow is told when it may be. */
export type CallAnswer = (ActionOutcome | { readonly kind: "turn"; readonly waits: TurnWait | null }) & {
  /** Somebody asks something of the run: it hears that when its workflow task has ended. */
  readonly asked?: true;
  /** The workflow task that asked has been going on for a while. */
  readonly late?: true;
};

/** `elsewhere`: not this way; it may have begun, and `run_script` asked for the same attempt finds it. */
export type ShortScriptAnswer = CallAnswer | { readonly kind: "elsewhere" };

export type RenderCommand = Extract<EngineCommand, { kind: "render" }>;

/** What a loop asks for; the answer is like that to a render. */
export type LoopCommand = Extract<EngineCommand, { kind: "slice" | "gather" }>;

export type RenderOutcome =
  | { readonly kind: "rendered"; readonly fields: { readonly [field: string]: Payload } }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Activities of the TypeScript worker. */
export interface RunActivities {
  callAction(job: ShortJob): Promise<CallAnswer>;
  /** Hands a script to the runner of this machine and waits for it a moment. */
  callScript(job: ShortJob): Promise<ShortScriptAnswer>;
  /** Asks for another task of the run, which begins when the one that is under way has ended; nothing where it cannot. */
  askForTask(runId: string): Promise<void>;
  /** Gives up the place of a call that is not wanted any more. */
  leaveTurn(key: AttemptKey): Promise<void>;
  renderFields(input: {
    readonly workspaceId: string;
    readonly command: RenderCommand;
  }): Promise<RenderOutcome>;
  /** The next items of a loop whose list lies in the blob store. */
  sliceItems(input: {
    readonly workspaceId: string;
    readonly label: string;
    readonly command: Extract<LoopCommand, { kind: "slice" }>;
  }): Promise<RenderOutcome>;
  /** What a loop gives, put together from the parts that its iterations left. */
  gatherParts(input: {
    readonly workspaceId: string;
    readonly command: Extract<LoopCommand, { kind: "gather" }>;
  }): Promise<RenderOutcome>;
  openApproval(input: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly step: string;
    readonly scope: string;
    readonly attempt: number;
    readonly request: ApprovalRequest;
  }): Promise<void>;
  closeApproval(input: {
    readonly runId: string;
    readonly step: string;
    readonly scope: string;
    readonly outcome: "approved" | "rejected" | "expired" | "withdrawn";
    readonly by: string;
    readonly comment: string;
  }): Promise<void>;
  /** Writes the wait down; what has ended it already, null where nothing has. Idempotent. */
  openWait(input: {
    readonly workspaceId: string;
    readonly key: AttemptKey;
    readonly request: EventRequest;
  }): Promise<WaitEnd | null>;
  closeWait(key: AttemptKey): Promise<void>;
  respond(input: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly status: number;
    readonly body: Payload;
  }): Promise<void>;
  /** Writes records of a run again, whatever live progress claimed. Idempotent. */
  flushRun(input: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly steps: readonly StepRecord[];
    readonly run: RunRecord;
    /** Set in the last call of a run: ends its row, and of its step rows only these (`<step> <scope>`) remain. */
    readonly keep: readonly string[] | null;
    /** What its Respond step said, where that is not stored yet. */
    readonly answer: { readonly status: number; readonly body: Payload } | null;
  }): Promise<void>;
  /** The last word on steps of iterations that are over. Idempotent. */
  archiveSteps(input: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly steps: readonly StepRecord[];
  }): Promise<void>;
  /** Moves a value out of the run's state into the blob store. */
  storeValue(input: { readonly workspaceId: string; readonly json: string }): Promise<BlobPayload>;
  /** Accepts the run of another playbook, once, or says what has become of it. */
  startChild(input: {
    readonly workspaceId: string;
    readonly runId: string;
    readonly simulate: boolean;
    readonly command: StartChildCommand;
  }): Promise<ChildOutcome>;
  /** Has the run that this attempt started told to stop, if there is one. */
  stopChild(input: { readonly key: AttemptKey; readonly reason: string }): Promise<void>;
  /** Asks whoever runs the attempt to stop. */
  cancelAttempt(key: AttemptKey): Promise<void>;
  /** What became of a call that Temporal gave up on: as its attempt row says; one that never began never will. */
  settleCall(input: {
    readonly key: AttemptKey;
    readonly reason: "cancelled" | "timeout";
  }): Promise<ActionOutcome>;
  /** The last word on a trial that nobody took, or whose runner is gone; one that has ended stays as it is. */
  endTrial(id: string): Promise<void>;
}

/** Names the row of one attempt. */
export interface AttemptKey {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
}

/** Activities of the Python worker on `SCRIPT_QUEUE`. */
export interface ScriptActivities {
  run_script(job: ActionJob): Promise<CallAnswer>;
  check_script(script: ScriptToCheck): Promise<ScriptVerdict>;
  /** Runs the script of a trial, whose row says which, and how it went. Does nothing where that was begun before. */
  try_script(id: string): Promise<void>;
}

export interface TrialToRun {
  readonly id: string;
  readonly timeoutMs: number;
}

export interface ScriptToCheck {
  readonly source: string;
  /** The version of its interpreter; absent: any Python 3. */
  readonly python?: string;
}

/** What the interpreter says of a source that it has compiled and not run. */
export type ScriptVerdict =
  /** `main`: what a `def main` at the top level takes; null where there is none. */
  | {
      readonly kind: "fine";
      readonly main: {
        readonly names: readonly string[];
        readonly needed: readonly string[];
        /** It has `**keywords`. */
        readonly takesAny: boolean;
      } | null;
      /** Why no call of `main` can go well, and the line of it; null where nothing stands against it. */
      readonly wrong: {
        readonly why: "no_main" | "async_main" | "generator_main";
        readonly line: number | null;
      } | null;
    }
  | { readonly kind: "faulty"; readonly message: string; readonly line: number | null }
  | { readonly kind: "unchecked"; readonly reason: string };
