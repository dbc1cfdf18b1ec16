import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import type { ActionStep, TemplateTree } from "../plan.ts";

/**
 * What goes in and out of the engine. Every event carries `now`, milliseconds since the epoch by the
 * workflow's clock: the engine has no clock of its own.
 */
export type EngineEvent = { readonly now: number } & (
  | { readonly kind: "started"; readonly trigger: Payload; readonly run: RunFacts }
  /** Answer to `render`. Values are keyed like the command's `fields`. */
  | {
      readonly kind: "rendered";
      readonly step: string;
      readonly attempt: number;
      readonly fields: { readonly [field: string]: Payload };
    }
  | {
      readonly kind: "render_failed";
      readonly step: string;
      readonly attempt: number;
      readonly failure: Failure;
    }
  | {
      readonly kind: "action_done";
      readonly step: string;
      readonly attempt: number;
      readonly output: Payload;
    }
  | {
      readonly kind: "action_failed";
      readonly step: string;
      readonly attempt: number;
      readonly failure: Failure;
    }
  /** Nobody knows whether it happened: the step waits for a person. */
  | {
      readonly kind: "action_unknown";
      readonly step: string;
      readonly attempt: number;
      readonly failure: Failure;
    }
  | {
      readonly kind: "unknown_resolved";
      readonly step: string;
      readonly outcome: UnknownResolution;
      readonly by: string;
      readonly reason: string;
    }
  | {
      readonly kind: "approval_decided";
      readonly step: string;
      readonly decision: "approve" | "reject";
      readonly by: string;
      readonly comment: string;
    }
  | { readonly kind: "timer_fired"; readonly timer: string }
  | { readonly kind: "responded"; readonly step: string }
  | { readonly kind: "cancel_requested"; readonly by: string; readonly reason: string }
);

/** `done` counts it as done with an empty output, `failed` as failed, `rerun` starts a new attempt. */
export type UnknownResolution = "done" | "failed" | "rerun";

/** What templates see as `run` and `playbook`. */
export interface RunFacts {
  readonly id: string;
  readonly playbook: string;
  readonly playbookId: string;
  readonly version: number;
  readonly workspaceId: string;
  /** Writes are shown and not sent. */
  readonly simulate: boolean;
  readonly startedAt: number;
}

/**
 * The host carries commands out in order. `seq` on a record only grows within a run, over
 * continue-as-new too.
 */
export type EngineCommand =
  /** Templates that read a value from the blob store are rendered by the host; the rest inside the engine. */
  | {
      readonly kind: "render";
      readonly step: string;
      readonly attempt: number;
      readonly fields: { readonly [field: string]: TemplateTree };
      readonly context: RenderContext;
    }
  | {
      readonly kind: "call_action";
      readonly step: string;
      readonly attempt: number;
      readonly call: ActionCall;
    }
  | { readonly kind: "cancel_action"; readonly step: string; readonly attempt: number }
  | { readonly kind: "start_timer"; readonly timer: string; readonly at: number }
  | { readonly kind: "cancel_timer"; readonly timer: string }
  | { readonly kind: "ask_approval"; readonly step: string; readonly request: ApprovalRequest }
  /** Decided, expired or no longer wanted. */
  | {
      readonly kind: "close_approval";
      readonly step: string;
      readonly outcome: "approved" | "rejected" | "expired" | "withdrawn";
      readonly by: string;
      readonly comment: string;
    }
  | { readonly kind: "respond"; readonly step: string; readonly status: number; readonly body: Payload }
  | { readonly kind: "record"; readonly record: StepRecord }
  | { readonly kind: "run_record"; readonly record: RunRecord }
  /** The last one; no command follows. */
  | { readonly kind: "finish"; readonly record: RunRecord };

/** Holds what the step's templates read and nothing else: what is not read is absent, the trigger null. */
export interface RenderContext {
  readonly trigger: Payload;
  readonly steps: { readonly [name: string]: Payload };
  /** The id of each of those steps, by its name. */
  readonly ids: { readonly [name: string]: string };
  /** Objects to merge in this order: a later one wins. */
  readonly vars: readonly Payload[];
  readonly run: RunFacts;
  readonly now: number;
}

export interface ActionCall {
  readonly action: ActionStep["action"];
  readonly version: number;
  readonly effect: ActionStep["effect"];
  readonly idempotent: boolean;
  readonly execution: ActionStep["execution"];
  readonly onLost: ActionStep["onLost"];
  readonly connector: string | null;
  readonly script: ActionStep["script"];
  readonly timeoutMs: number;
  /** A JSON object. */
  readonly arguments: Payload;
}

export interface ApprovalRequest {
  readonly approvers: readonly string[];
  readonly message: string;
  readonly expiresAt: number | null;
  /** The call that waits for it, with its rendered arguments; null for an approval step. */
  readonly call: ActionCall | null;
  readonly stepLabel: string;
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
  | "cancelled";

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
}

export type RunState = "running" | "waiting" | "done" | "failed" | "cancelled";

export interface RunRecord {
  readonly seq: number;
  /** `waiting`: nothing moves until a person decides. */
  readonly state: RunState;
  readonly failure: Failure | null;
  /** Id of the step that failed the run. */
  readonly failedStep: string | null;
}
