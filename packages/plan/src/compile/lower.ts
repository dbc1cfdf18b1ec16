import type { TriggerEntry } from "../catalogue.ts";
import type { Graph, StepNode, TriggerNode } from "../graph.ts";
import type {
  ActionStep,
  ApprovalPolicy,
  CollectReads,
  JsonObject,
  Plan,
  PlanEdge,
  PlanScript,
  PlanStep,
  PlanTrigger,
  RetryPolicy,
  StepKind,
  TemplateTree,
} from "../plan.ts";
import { NEWEST } from "../plan-versions.ts";
import { plannedLimits } from "../script-limits.ts";
import { findPlaybook } from "./check-playbook.ts";
import type { Draft } from "./draft.ts";
import { plannedSource } from "./event-source.ts";
import type { Reads } from "./resolve-references.ts";

type NodeOf<K extends StepKind> = Extract<StepNode, { kind: K }>;
type StepOf<K extends StepKind> = Extract<PlanStep, { kind: K }>;
type Own<K extends StepKind> = Omit<StepOf<K>, keyof Shared | "kind">;
type Shared = ReturnType<typeof shared>;

export interface StepReads {
  readonly own: Reads;
  /** Of a loop's `collect`, which is rendered within the iterations. */
  readonly collect: Reads;
}

/** From here on nothing can be wrong any more. */
export function lower(
  draft: Draft,
  { name, gives }: { readonly name: string; readonly gives: JsonObject | null },
  reads: ReadonlyMap<string, StepReads>,
): Plan | null {
  const { trigger, graph, steps } = draft;
  if (trigger === null) return null;
  return {
    ...NEWEST,
    name,
    trigger: lowerTrigger(draft, trigger),
    steps: steps.map((node) => lowerStep(draft, node, reads.get(node.id))),
    edges: lowerEdges(graph),
    ...(gives === null ? {} : { gives }),
    ...lowerOnError(draft),
  };
}

function lowerOnError({ trigger, catalogue }: Draft): Pick<Plan, "onError"> {
  const entry = trigger?.onError === undefined ? undefined : findPlaybook(catalogue, trigger.onError);
  return entry === undefined ? {} : { onError: { id: entry.id, name: entry.name } };
}

function lowerTrigger({ catalogue }: Draft, node: TriggerNode): PlanTrigger {
  const { id, name, trigger: type, config, onCancel } = node;
  const limit = onCancel === undefined ? {} : { onCancel: { limitMs: milliseconds(onCancel) } };
  return { id, name, type, config, ...limit, ...lowerSource(catalogue.triggers.get(type), node) };
}

/** Of a module's trigger. */
function lowerSource(
  entry: TriggerEntry | undefined,
  { connector = "" }: TriggerNode,
): Pick<PlanTrigger, "script" | "connector"> {
  if (entry?.source === undefined) return {};
  const { script, connector: type } = entry.source;
  return { script, ...(type === null || connector === "" ? {} : { connector }) };
}

function lowerEdges(graph: Graph): PlanEdge[] {
  return graph.edges.map(({ id, from, port, to }) => ({ id: id ?? `${from}:${port}:${to}`, from, port, to }));
}

function lowerStep(draft: Draft, node: StepNode, reads: StepReads | undefined): PlanStep {
  const own = (kinds[node.kind] as (draft: Draft, node: StepNode) => object)(draft, node);
  const step = { kind: node.kind, ...shared(draft, node, reads?.own), ...own } as PlanStep;
  return step.kind === "for_each" || step.kind === "while"
    ? { ...step, collectReads: collectReads(reads?.collect) }
    : step;
}

function collectReads(found: Reads | undefined): CollectReads {
  return {
    reads: found?.reads ?? [],
    readsTrigger: found?.readsTrigger ?? false,
    readsVars: found?.readsVars ?? false,
    readsLoop: found?.readsLoop ?? false,
  };
}

const DEFAULT_TIMEOUT_MS = 60_000;

function shared({ catalogue }: Draft, node: StepNode, reads: Reads | undefined) {
  const action = node.kind === "action" ? catalogue.actions.get(node.action) : undefined;
  const timeoutMs = node.timeout === undefined ? action?.timeoutMs : Math.ceil(node.timeout * 1_000);
  return {
    id: node.id,
    ...(node.parent === undefined ? {} : { parent: node.parent }),
    name: node.name,
    label: node.label ?? node.name,
    join: node.join ?? "all",
    reads: reads?.reads ?? [],
    readsTrigger: reads?.readsTrigger ?? false,
    readsVars: (reads?.readsVars ?? false) || changesVariables(node),
    ...(reads?.readsLoop ? { readsLoop: true as const } : {}),
    ...(node.runIf === undefined ? {} : { runIf: node.runIf }),
    retry: lowerRetry(node.retry),
    timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    onFailure: endsRun(node) ? ("stop" as const) : (node.onFailure ?? "stop"),
  };
}

/** It has no way out, and so none where it fails. */
function endsRun({ kind }: StepNode): boolean {
  return kind === "fail" || kind === "return";
}

/** Their new value comes from the old one. */
function changesVariables(node: StepNode): boolean {
  const changes = ["append", "remove"];
  return node.kind === "set" && node.assignments.some(({ operation = "set" }) => changes.includes(operation));
}

function lowerRetry(retry: StepNode["retry"]): RetryPolicy {
  return {
    attempts: retry?.attempts ?? 1,
    initialDelayMs: milliseconds(retry?.delay ?? 1),
    factor: retry?.factor ?? 2,
    maxDelayMs: milliseconds(retry?.maxDelay ?? 3_600),
    on: retry?.on ?? [],
  };
}

const kinds: { readonly [K in StepKind]: (draft: Draft, node: NodeOf<K>) => Own<K> } = {
  action: lowerAction,
  condition: (_, { cases }) => ({ cases }),
  join: () => ({}),
  wait: (_, { seconds, until }) => ({ seconds: seconds ?? null, until: until ?? null }),
  wait_event: (draft, node) => ({
    source: plannedSource(draft, node.source),
    key: node.key ?? null,
    eventKey: node.eventKey ?? null,
    condition: node.condition ?? null,
    timeoutAfter: node.timeoutAfter ?? null,
    lookBackMs: milliseconds(node.lookBack ?? 0),
  }),
  set: (_, { assignments }) => ({
    assignments: assignments.map(({ name, operation = "set", value = null }) =>
      operation === "set"
        ? { name, value }
        : { name, operation, value: operation === "unset" ? null : value },
    ),
  }),
  approval: (_, node) => ({ policy: lowerApproval(node) }),
  respond: (_, { status, body }) => ({ status, body }),
  fail: (_, { message }) => ({ message }),
  switch: (_, { value, cases }) => ({ value, cases }),
  stop: () => ({}),
  sub_playbook: lowerSubPlaybook,
  return: (_, { outputs }) => ({ outputs }),
  for_each: (_, node) => ({ ...lowerLoop(node), over: node.over, parallel: node.parallel ?? 1 }),
  while: (_, node) => ({
    ...lowerLoop(node),
    condition: node.condition,
    mode: node.mode ?? "while",
    test: node.test ?? "before",
    max: node.max,
    onMax: node.onMax ?? "fail",
  }),
};

function lowerSubPlaybook({ catalogue }: Draft, node: NodeOf<"sub_playbook">): Own<"sub_playbook"> {
  const entry = findPlaybook(catalogue, node.playbook);
  if (entry === undefined) throw new Error(`The playbook ${node.playbook} was not checked.`);
  return {
    playbook: { id: entry.id, name: entry.name },
    arguments: node.arguments,
    limitMs: node.timeout === undefined ? null : milliseconds(node.timeout),
    maxDepth: node.maxDepth ?? null,
  };
}

function lowerLoop({ collect, onItemFailure }: NodeOf<"for_each"> | NodeOf<"while">) {
  return {
    collect: collect ?? null,
    collectReads: collectReads(undefined),
    onItemFailure: onItemFailure ?? "stop",
  } as const;
}

function lowerAction({ catalogue }: Draft, node: NodeOf<"action">): Own<"action"> {
  const entry = catalogue.actions.get(node.action);
  if (entry === undefined) throw new Error(`The action ${node.action} was not checked.`);
  const { version, effect, idempotent, execution, script } = entry;
  const onLost: ActionStep["onLost"] = node.onLost ?? "ask";
  return {
    action: entry.key,
    version,
    effect,
    idempotent,
    execution,
    onLost,
    arguments: node.arguments,
    ...(node.branches === undefined ? {} : { branches: node.branches }),
    connector: entry.connector === null ? null : (node.connector ?? null),
    ...(node.runnerGroup === undefined ? {} : { runnerGroup: node.runnerGroup }),
    script: script === null ? null : withLimits(script, node.limits),
    approval: node.approval === undefined ? null : lowerApproval(node.approval),
  };
}

/** The step's own come before those of its action. */
function withLimits(script: PlanScript, asked: NodeOf<"action">["limits"]): PlanScript {
  if (asked === undefined) return script;
  const { memory, ...others } = asked;
  const limits = { ...script.limits, ...plannedLimits(others) };
  return {
    ...script,
    memoryMb: memory ?? script.memoryMb,
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

interface WrittenApproval {
  readonly approvers: readonly string[];
  readonly expiresAfter?: number | undefined;
  readonly message?: TemplateTree | undefined;
}

function lowerApproval({ approvers, expiresAfter, message }: WrittenApproval): ApprovalPolicy {
  const expiresAfterMs = expiresAfter === undefined ? null : milliseconds(expiresAfter);
  return { approvers, expiresAfterMs, message: message ?? "" };
}

function milliseconds(seconds: number): number {
  return Math.ceil(seconds * 1_000);
}
