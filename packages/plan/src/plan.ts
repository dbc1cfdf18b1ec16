import type { PlanVersion } from "./plan-versions.ts";

/**
 * The compiled, validated form of a playbook: immutable, stored by content hash, interpreted by the
 * engine. Plain JSON; nothing here may name a vendor or hold a secret.
 */
export interface Plan extends PlanVersion {
  readonly name: string;
  readonly trigger: PlanTrigger;
  readonly steps: readonly PlanStep[];
  readonly edges: readonly PlanEdge[];
  /** JSON Schema of what it gives to who called it; absent where no step returns anything. */
  readonly gives?: JsonObject;
  /** Started when a run fails. */
  readonly onError?: PlaybookLink;
}

/** Another playbook, and what it was called when this was published. */
export interface PlaybookLink {
  readonly id: string;
  readonly name: string;
}

export interface PlanTrigger {
  readonly id: string;
  readonly name: string;
  /** Registry key, for example `webhook`. */
  readonly type: string;
  readonly config: JsonObject;
  /** What runs, from its port `on_cancel` on, when the run is cancelled, and for how long at most. */
  readonly onCancel?: { readonly limitMs: number };
  /** Of a module: what runs for as long as the playbook is on, and brings the events. */
  readonly script?: PlanScript;
  /** Name of the connector whose settings and secrets it gets. */
  readonly connector?: string;
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
  /** `default`, a case, `approved`, `rejected`, `expired`, `timed_out`, `on_failure`, `on_cancel`, or `each`: into the body of a loop. */
  readonly port: string;
  readonly to: string;
}

interface StepBase {
  /** Stable over edits; keys records and attempts, together with the scope. */
  readonly id: string;
  /** Id of the loop whose body it belongs to; absent at the top. */
  readonly parent?: string;
  /** What templates call it: `steps.<name>`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  readonly join: "all" | "any";
  /** Ids of the steps whose output its templates read; the trigger and vars are not listed. */
  readonly reads: readonly string[];
  readonly readsTrigger: boolean;
  readonly readsVars: boolean;
  /** Reads `item` or `loop`. */
  readonly readsLoop?: true;
  /** An expression: where it is false the step is passed over. */
  readonly runIf?: string;
  readonly retry: RetryPolicy;
  /** Milliseconds for one attempt (an approval's or a wait's own limits stand in their step). */
  readonly timeoutMs: number;
  /** `ask`, of actions alone: a person says what becomes of it. */
  readonly onFailure: "stop" | "continue" | "branch" | "ask";
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
  /** The ports of which the action says which it leaves by; absent: it leaves by the plain one. */
  readonly branches?: readonly string[] | undefined;
  /** Name of the connector whose settings and secrets the action gets. */
  readonly connector: string | null;
  /** The runners elsewhere that it runs at; absent: as its connector says, else in Riposte itself. */
  readonly runnerGroup?: string;
  /** For execution `script`: what runs. */
  readonly script: PlanScript | null;
  /** A human must agree before this very call. */
  readonly approval: ApprovalPolicy | null;
}

/**
 * `main` calls the function `main` with the arguments; `plain` runs the file with the request on stdin; `module` unpacks
 * what `hash` names and runs the main.py in it.
 */
export interface PlanScript {
  readonly hash: string;
  readonly entry: "main" | "plain" | "module";
  /** Of a module: the command that the action's code is registered under. */
  readonly command?: string | undefined;
  readonly memoryMb: number;
  readonly name: string;
  /** JSON Schema of its arguments; absent in plans that were compiled before scripts brought theirs along. */
  readonly arguments?: JsonObject | null | undefined;
  /** What its step asks for beside time and memory; what is absent is as usual. */
  readonly limits?: ScriptLimits | undefined;
  /** The version of its interpreter, "2.7" or "3.11"; absent: whichever Python 3 runs the runner. */
  readonly python?: string | undefined;
  /** The hash of what it requires beside the standard library; absent: nothing. */
  readonly requirements?: string | undefined;
  /** What it may reach; absent: nothing. */
  readonly network?: PlanNetwork | undefined;
}

export interface PlanNetwork {
  /** The public one, by HTTP and HTTPS. */
  readonly internet: boolean;
  /** `host:port` each. */
  readonly hosts: readonly string[];
}

export interface ScriptLimits {
  readonly cpuSeconds?: number | undefined;
  readonly processes?: number | undefined;
  readonly outputMb?: number | undefined;
  readonly diskMb?: number | undefined;
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

/** Ports: `default` when an event that matches arrives, `timed_out`. */
export interface WaitEventStep extends StepBase {
  readonly kind: "wait_event";
  readonly source: PlanEventSource;
  /** What the event must say; null: any event that meets the condition. */
  readonly key: TemplateTree;
  /** Over `event`: what is compared with the key. Null where there is none. */
  readonly eventKey: string | null;
  /** Over `event`. */
  readonly condition: string | null;
  /** Seconds; null: for ever. */
  readonly timeoutAfter: TemplateTree;
  readonly lookBackMs: number;
}

export interface PlanEventSource {
  /** As `EventSource` in the catalogue has it; `own`: the webhook of the playbook that waits. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
}

export interface SetStep extends StepBase {
  readonly kind: "set";
  readonly assignments: readonly Assignment[];
}

export interface Assignment {
  readonly name: string;
  /** Absent: `set`. `append` adds to a list, `remove` takes a value out of a list or a key out of a dict. */
  readonly operation?: "append" | "unset" | "remove";
  /** Null for `unset`. */
  readonly value: TemplateTree;
}

/** Like a condition, but by one value: the first case that equals it gives the port, otherwise `else`. */
export interface SwitchStep extends StepBase {
  readonly kind: "switch";
  readonly value: TemplateTree;
  readonly cases: readonly { readonly name: string; readonly value: TemplateTree }[];
}

/** Ends the run as done, wherever it stands. */
export interface StopStep extends StepBase {
  readonly kind: "stop";
}

/** Runs another playbook as a run of its own, and goes on when that is over. */
export interface SubPlaybookStep extends StepBase {
  readonly kind: "sub_playbook";
  readonly playbook: PlaybookLink;
  readonly arguments: { readonly [name: string]: TemplateTree };
  /** Milliseconds until it is told to stop; null: never. */
  readonly limitMs: number | null;
  /** Null: as deep as any. */
  readonly maxDepth: number | null;
}

/** Ends the run as done, wherever it stands, with what it gives to who called it. */
export interface ReturnStep extends StepBase {
  readonly kind: "return";
  readonly outputs: { readonly [name: string]: TemplateTree };
}

interface LoopBase extends StepBase {
  /** What each iteration gives, rendered at its end within it; null: nothing. */
  readonly collect: TemplateTree;
  readonly collectReads: CollectReads;
  readonly onItemFailure: "stop" | "skip" | "collect";
}

export interface CollectReads {
  readonly reads: readonly string[];
  readonly readsTrigger: boolean;
  readonly readsVars: boolean;
  readonly readsLoop: boolean;
}

/** Ports: `each` into its body, `default` after the last iteration. */
export interface ForEachStep extends LoopBase {
  readonly kind: "for_each";
  /** A list, a dict or a text, whose lines it is. */
  readonly over: TemplateTree;
  /** How many iterations run at once. */
  readonly parallel: number;
}

/** Ports as for-each. */
export interface WhileStep extends LoopBase {
  readonly kind: "while";
  readonly condition: string;
  /** `while` goes on as long as the condition is true, `until` as long as it is false. */
  readonly mode: "while" | "until";
  /** Whether the condition is looked at before the first iteration, too. */
  readonly test: "before" | "after";
  readonly max: number;
  readonly onMax: "fail" | "continue";
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
  | WaitEventStep
  | SetStep
  | ApprovalStep
  | RespondStep
  | FailStep
  | SwitchStep
  | StopStep
  | SubPlaybookStep
  | ReturnStep
  | ForEachStep
  | WhileStep;

export type LoopStep = ForEachStep | WhileStep;

export type StepKind = PlanStep["kind"];
