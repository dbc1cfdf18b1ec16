import { NEWEST, serializePlan } from "@riposte/plan";
import type { Plan, PlanEdge, PlanStep } from "@riposte/plan";

type Loose<S> = S extends PlanStep ? Partial<S> & Pick<S, "id" | "kind"> : never;
/** A step with only what the test is about. */
export type StepOfTest = Loose<PlanStep>;

const NEVER_AGAIN = { attempts: 1, initialDelayMs: 0, factor: 1, maxDelayMs: 0, on: [] };

const loop = {
  collect: null,
  collectReads: { reads: [], readsTrigger: false, readsVars: false, readsLoop: true },
  onItemFailure: "stop",
};

const defaults = {
  action: {
    action: "riposte.get_alert",
    version: 1,
    effect: "read",
    idempotent: true,
    execution: "short",
    onLost: "ask",
    arguments: {},
    connector: null,
    script: null,
    approval: null,
  },
  condition: { cases: [] },
  join: {},
  wait: { seconds: null, until: null },
  wait_event: {
    source: { id: "alert_comment", name: "comments on alerts" },
    key: null,
    eventKey: null,
    condition: null,
    timeoutAfter: null,
    lookBackMs: 0,
  },
  set: { assignments: [] },
  approval: { policy: { approvers: ["role:analyst"], expiresAfterMs: null, message: "Go on?" } },
  respond: { status: 200, body: {} },
  fail: { message: "" },
  switch: { value: null, cases: [] },
  stop: {},
  sub_playbook: { playbook: { id: "pb_none", name: "Nobody" }, arguments: {}, limitMs: null, maxDepth: null },
  return: { outputs: {} },
  for_each: { ...loop, over: [], parallel: 1 },
  while: { ...loop, condition: "false", mode: "while", test: "before", max: 100, onMax: "fail" },
} satisfies Record<PlanStep["kind"], object>;

/** `edges`: `from>to` or `from.port>to`; `start` is the trigger, `more` what else the plan or its trigger says. */
export function planOf(
  steps: readonly StepOfTest[],
  edges: readonly string[],
  { onError, ...more }: Pick<Plan, "onError"> & Partial<Plan["trigger"]> = {},
): string {
  const plan: Plan = {
    ...NEWEST,
    name: "Test",
    trigger: { id: "start", name: "start", type: "manual", config: {}, ...more },
    steps: steps.map(stepOf),
    edges: edges.map(edgeOf),
    ...(onError === undefined ? {} : { onError }),
  };
  return serializePlan(plan);
}

/** One after the other; past an approval only when it was given. */
export function sequenceOf(...steps: readonly StepOfTest[]): string {
  const exits = ["start", ...steps.map(({ id, kind }) => (kind === "approval" ? `${id}.approved` : id))];
  return planOf(
    steps,
    steps.map(({ id }, at) => `${exits[at]}>${id}`),
  );
}

function stepOf(step: StepOfTest): PlanStep {
  const base = {
    name: step.id,
    label: step.id,
    join: "all",
    reads: [],
    readsTrigger: false,
    readsVars: false,
    retry: NEVER_AGAIN,
    timeoutMs: 5_000,
    onFailure: "stop",
  };
  return { ...base, ...defaults[step.kind], ...step } as PlanStep;
}

function edgeOf(text: string, at: number): PlanEdge {
  const [source = "", to = ""] = text.split(">");
  const [from = "", port = "default"] = source.split(".");
  return { id: `e${at}`, from, port, to };
}
