/**
 * The compiled, validated form of a playbook: immutable, stored by content hash, interpreted by the
 * engine. Plain JSON; nothing here may name a vendor or hold a secret.
 */
export interface Plan {
  readonly ir: 1;
  /** Which meaning of templates and engine this plan was compiled for. */
  readonly semantics: 1;
  readonly name: string;
  readonly trigger: PlanTrigger;
  readonly steps: readonly PlanStep[];
  readonly edges: readonly PlanEdge[];
}

export interface PlanTrigger {
  readonly id: string;
  readonly name: string;
  /** Registry key, for example `webhook`. */
  readonly type: string;
  readonly config: JsonObject;
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * An argument as the author wrote it: JSON in which a string that holds `{{`, `{%` or `{#` is a template.
 * A field that is one single expression yields its native value. Literals that plain JSON would change are written
 * as `tree-data.ts` says.
 */
export type TemplateTree = JsonValue;

export interface PlanEdge {
  readonly id: string;
  /** A step's id, or the trigger's. */
  readonly from: string;
  /** `default`, a condition's case, `approved`, `rejected`, `expired` or `on_failure`. */
  readonly port: string;
  readonly to: string;
}

interface StepBase {
  /** Stable over edits; keys records and attempts. */
  readonly id: string;
  /** What templates call it: `steps.<name>`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  readonly join: "all" | "any";
  /** Ids of the steps whose output its templates read; the trigger and vars are not listed. */
  readonly reads: readonly string[];
  readonly readsTrigger: boolean;
  readonly readsVars: boolean;
  readonly retry: RetryPolicy;
  /** Milliseconds for one attempt (an approval's or a wait's own limits stand in their step). */
  readonly timeoutMs: number;
  readonly onFailure: "stop" | "continue" | "branch";
}

export interface RetryPolicy {
  /** At least 1; 1 means no retry. */
  readonly attempts: number;
  readonly initialDelayMs: number;
  readonly factor: number;
  readonly maxDelayMs: number;
  /** Error codes that are retried; empty: every error marked retryable. */
  readonly on: readonly string[];
}

export type Effect = "read" | "write" | "notify";

export interface ActionStep extends StepBase {
  readonly kind: "action";
  /** Registry key, for example `riposte.comment_alert` or `script`. */
  readonly action: string;
  /** The contract version the plan was compiled against. */
  readonly version: number;
  readonly effect: Effect;
  readonly idempotent: boolean;
  /** Where it runs: `short` as local activity, `long` as regular activity, `script` on the Python worker. */
  readonly execution: "short" | "long" | "script";
  readonly onLost: "ask" | "rerun";
  readonly arguments: { readonly [name: string]: TemplateTree };
  /** Name of the connector whose settings and secrets the action gets. */
  readonly connector: string | null;
  /** For execution `script`: what runs. */
  readonly script: PlanScript | null;
  /** A human must agree before this very call. */
  readonly approval: ApprovalPolicy | null;
}

/** `main` calls the function `main` with the arguments; `plain` runs the file with the request on stdin. */
export interface PlanScript {
  readonly hash: string;
  readonly entry: "main" | "plain";
  readonly memoryMb: number;
  readonly name: string;
  /** JSON Schema of its arguments; absent in plans that were compiled before scripts brought theirs along. */
  readonly arguments?: JsonObject | null | undefined;
}

export interface ApprovalPolicy {
  /** Names of people or roles (`role:analyst`). */
  readonly approvers: readonly string[];
  readonly expiresAfterMs: number | null;
  readonly message: TemplateTree;
}

export interface ConditionStep extends StepBase {
  readonly kind: "condition";
  /** Tried in order; the first that is true gives the port; otherwise the port is `else`. */
  readonly cases: readonly { readonly name: string; readonly when: string }[];
}

export interface JoinStep extends StepBase {
  readonly kind: "join";
}

export interface WaitStep extends StepBase {
  readonly kind: "wait";
  /** Seconds, or an ISO 8601 instant to wait until; both may be templates. */
  readonly seconds: TemplateTree | null;
  readonly until: TemplateTree | null;
}

export interface SetStep extends StepBase {
  readonly kind: "set";
  readonly assignments: readonly { readonly name: string; readonly value: TemplateTree }[];
}

/** Ports: `approved`, `rejected`, `expired`. */
export interface ApprovalStep extends StepBase {
  readonly kind: "approval";
  readonly policy: ApprovalPolicy;
}

export interface RespondStep extends StepBase {
  readonly kind: "respond";
  readonly status: number;
  readonly body: TemplateTree;
}

export interface FailStep extends StepBase {
  readonly kind: "fail";
  readonly message: TemplateTree;
}

export type PlanStep =
  | ActionStep
  | ConditionStep
  | JoinStep
  | WaitStep
  | SetStep
  | ApprovalStep
  | RespondStep
  | FailStep;

export type StepKind = PlanStep["kind"];
