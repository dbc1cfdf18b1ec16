import type { Failure } from "../failure.ts";
import type { BlobPayload, InlinePayload, Payload } from "../payload.ts";
import type { ActionStep, PlanEventSource, PlaybookLink, TemplateTree } from "../plan.ts";
import type { QuestionPiece } from "../question.ts";
import type { RenderContext } from "./render-context.ts";
import type { Instead, RunFacts, WayOn } from "./run-facts.ts";

export type * from "./render-context.ts";
export type * from "./run-facts.ts";

/**
 * What goes in and out of the engine. Every event carries `now`, milliseconds since the epoch by the
 * workflow's clock: the engine has no clock of its own. `scope` is the iteration the step stands in; absent or
 * empty at the top.
 */
export type EngineEvent = { readonly now: number } & (
  | { readonly kind: "started"; readonly trigger: Payload; readonly run: RunFacts }
  /**
   * Answer to `render`, with values keyed like the command's `fields`; to `slice`, with `total` and either `items`, a
   * list, or the lone `item`; to `gather`, with `output`.
   */
  | {
      readonly kind: "rendered";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly fields: { readonly [field: string]: Payload };
    }
  | {
      readonly kind: "render_failed";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly failure: Failure;
    }
  | {
      readonly kind: "action_done";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly output: Payload;
      /** Of its named ways out those that it takes. */
      readonly branches?: readonly string[];
    }
  | {
      readonly kind: "action_failed";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly failure: Failure;
    }
  /** Nobody knows whether it happened: the step waits for a person. */
  | {
      readonly kind: "action_unknown";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly failure: Failure;
    }
  /** The call was not made: a limit is reached, and `turn_came` follows when it may be. */
  | {
      readonly kind: "action_waits";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      /** For what, for people. */
      readonly note: string;
    }
  | {
      readonly kind: "turn_came";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
    }
  | {
      readonly kind: "unknown_resolved";
      readonly step: string;
      readonly scope?: string;
      readonly outcome: UnknownResolution;
      readonly by: string;
      readonly reason: string;
    }
  | {
      readonly kind: "approval_decided";
      readonly step: string;
      readonly scope?: string;
      readonly decision: "approve" | "reject";
      readonly by: string;
      readonly comment: string;
    }
  /** Answer to `start_child`. */
  | {
      readonly kind: "child_started";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly run: string;
    }
  /** The run of another playbook is over, or could not be started: `run` is null then. */
  | {
      readonly kind: "child_ended";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly run: string | null;
      readonly end: ChildEnd;
    }
  /** Answers to `await_event`, both as its row in the database says: never both. */
  | {
      readonly kind: "event_arrived";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
      readonly event: Payload;
      /** For people: `the event of run_…`. */
      readonly origin: string;
    }
  | {
      readonly kind: "event_missed";
      readonly step: string;
      readonly scope?: string;
      readonly attempt: number;
    }
  | { readonly kind: "timer_fired"; readonly timer: string }
  | { readonly kind: "responded"; readonly step: string; readonly scope?: string }
  /** Answer to `pause`. */
  | { readonly kind: "resumed"; readonly step: string; readonly scope?: string }
  /** Answer to `store_value`. */
  | {
      readonly kind: "value_stored";
      readonly step: string;
      readonly scope?: string;
      readonly part: number;
      readonly payload: BlobPayload;
    }
  | { readonly kind: "cancel_requested"; readonly by: string; readonly reason: string }
  /** What runs goes on to its end, and nothing new starts until the run is resumed. */
  | { readonly kind: "run_paused"; readonly by: string; readonly reason: string }
  | { readonly kind: "run_resumed"; readonly by: string }
  /** What becomes of a step that failed and waits to be told; `output` where it is skipped. */
  | {
      readonly kind: "failure_decided";
      readonly step: string;
      readonly scope?: string;
      readonly choice: FailureChoice;
      readonly output: Payload | null;
      readonly by: string;
      readonly reason: string;
    }
  /** How a step that stands at a breakpoint goes on. */
  | {
      readonly kind: "breakpoint_left";
      readonly step: string;
      readonly scope?: string;
      readonly way: WayOn;
      /** What it is given in place of what was rendered, or what stands for it; absent: it acts as it stands. */
      readonly instead?: Instead;
      readonly by: string;
    }
);

/** `retry` tries it once more, `skip` goes on as if it had given the output, `fail` lets it fail as `stop` does. */
export type FailureChoice = "retry" | "skip" | "fail";

/** `done` counts it as done with an empty output, `failed` as failed, `rerun` starts a new attempt. */
export type UnknownResolution = "done" | "failed" | "rerun";

/** How the run of another playbook ended. */
export type ChildEnd =
  | { readonly state: "done"; readonly output: Payload }
  | { readonly state: "failed" | "cancelled" | "lost"; readonly failure: Failure };

/**
 * The host carries commands out in order. `seq` on a record only grows within a run, over
 * continue-as-new too.
 */
export type EngineCommand =
  /** Templates that read a value from the blob store are rendered by the host; the rest inside the engine. */
  | {
      readonly kind: "render";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly fields: { readonly [field: string]: TemplateTree };
      /** To the values in the field `assignments`. */
      readonly changes?: VariableChanges;
      /** The field that is a question to people: its value is a list of `QuestionPiece`s. */
      readonly question?: string;
      readonly context: RenderContext;
    }
  | {
      readonly kind: "call_action";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly call: ActionCall;
    }
  | {
      readonly kind: "cancel_action";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
    }
  /** A call that waits for its turn is not wanted any more. */
  | {
      readonly kind: "leave_turn";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
    }
  /** Asked again on a fresh history, `known` being the run that was started; `depth` is the child's. */
  | {
      readonly kind: "start_child";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly playbook: PlaybookLink;
      readonly arguments: Payload;
      readonly depth: number;
      readonly known: string | null;
    }
  /** Its end is still waited for. */
  | {
      readonly kind: "cancel_child";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly reason: string;
    }
  | { readonly kind: "start_timer"; readonly timer: string; readonly at: number }
  | { readonly kind: "cancel_timer"; readonly timer: string }
  | {
      readonly kind: "ask_approval";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly request: ApprovalRequest;
    }
  /** Decided, expired or no longer wanted. */
  | {
      readonly kind: "close_approval";
      readonly step: string;
      readonly scope: string;
      readonly outcome: "approved" | "rejected" | "expired" | "withdrawn";
      readonly by: string;
      readonly comment: string;
    }
  /** The host writes the wait down and says, once, what ended it. */
  | {
      readonly kind: "await_event";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly request: EventRequest;
    }
  /** Nobody waits any more. */
  | {
      readonly kind: "close_wait";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
    }
  | {
      readonly kind: "respond";
      readonly step: string;
      readonly scope: string;
      readonly status: number;
      readonly body: Payload;
    }
  /** Some of the items that a loop goes over, from this index on; see `sliceItems`. */
  | {
      readonly kind: "slice";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly over: Payload;
      readonly from: number;
    }
  /** What a loop gives, put together; see `gatherParts`. */
  | {
      readonly kind: "gather";
      readonly step: string;
      readonly scope: string;
      readonly attempt: number;
      readonly parts: readonly { readonly at?: number; readonly payload: Payload }[];
      readonly count: number;
      /** Failed iterations have a place among the results. */
      readonly keepsPlaces: boolean;
    }
  /** Results of a loop that need not lie in the state any more. */
  | {
      readonly kind: "store_value";
      readonly step: string;
      readonly scope: string;
      readonly part: number;
      readonly payload: InlinePayload;
    }
  /** Many light iterations are done: the loop goes on in another turn, so that the host comes to other things. */
  | { readonly kind: "pause"; readonly step: string; readonly scope: string }
  | { readonly kind: "record"; readonly record: StepRecord }
  /** The last word on the steps of an iteration that is over: the state does not know them any more. */
  | { readonly kind: "archive"; readonly records: readonly StepRecord[] }
  | { readonly kind: "run_record"; readonly record: RunRecord }
  /** The last one; no command follows. */
  | { readonly kind: "finish"; readonly record: RunRecord };

/** Variables whose new value comes from their old one, by name. */
export type VariableChanges = { readonly [name: string]: "append" | "remove" };

export interface ActionCall {
  readonly action: ActionStep["action"];
  readonly version: number;
  readonly effect: ActionStep["effect"];
  readonly idempotent: boolean;
  readonly execution: ActionStep["execution"];
  readonly onLost: ActionStep["onLost"];
  readonly connector: string | null;
  readonly runnerGroup?: string;
  readonly script: ActionStep["script"];
  readonly timeoutMs: number;
  /** A JSON object. */
  readonly arguments: Payload;
}

export interface ApprovalRequest {
  readonly approvers: readonly string[];
  readonly message: string;
  /** The same with words and values told apart; absent: nobody knows any more which is which. */
  readonly question?: readonly QuestionPiece[];
  readonly expiresAt: number | null;
  /** The call that waits for it, with its rendered arguments; null for an approval step. */
  readonly call: ActionCall | null;
  readonly stepLabel: string;
}

/** What a step waits for. */
export interface EventRequest {
  readonly source: PlanEventSource;
  /** Null: whatever the event says. */
  readonly key: string | null;
  readonly eventKey: string | null;
  readonly condition: string | null;
  /** Null: for ever. It counts from when the wait is written down. */
  readonly timeoutMs: number | null;
  readonly lookBackMs: number;
}

export type StepState =
  | "waiting"
  | "running"
  | "done"
  | "skipped"
  | "failed"
  | "approval"
  | "turn"
  | "unknown"
  /** It failed, and a person says what becomes of it. */
  | "undecided"
  | "cancelled";

/** Where an outcome comes from that this run did not come to by itself: from the run it repeats, or from a person. */
export type Origin = "reused" | "by_hand";

/** One row of the run's story; upserted by (run, step, scope), the higher `seq` wins. */
export interface StepRecord {
  readonly seq: number;
  readonly step: string;
  readonly scope: string;
  readonly state: StepState;
  readonly attempt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** The rendered arguments. */
  readonly input: Payload | null;
  readonly output: Payload | null;
  /** The port taken: a condition's case, `approved`, … */
  readonly port: string | null;
  readonly failure: Failure | null;
  /** Who decided, who resolved, until when it sleeps, that it was simulated: for people. */
  readonly note: string | null;
  readonly origin?: Origin;
}

export type RunState = "running" | "waiting" | "paused" | "done" | "failed" | "cancelled";

export interface RunRecord {
  readonly seq: number;
  /** `waiting`: nothing moves until a person decides; `paused`: until one resumes the run. */
  readonly state: RunState;
  readonly failure: Failure | null;
  /** Id of the step that failed the run: the outermost one, where it was in a loop. */
  readonly failedStep: string | null;
  /** What it gives to who called it. */
  readonly output?: Payload;
}
