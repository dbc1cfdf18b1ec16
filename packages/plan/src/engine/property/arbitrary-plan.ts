import * as fc from "fast-check";
import type { Plan, PlanEdge, PlanStep, RetryPolicy } from "../../plan.ts";

type Body = Record<string, unknown> & { kind: PlanStep["kind"]; readsTrigger?: boolean };

function named(body: Body, shared: object, at: number): PlanStep {
  const common = { id: `s${at}`, name: `step_${at}`, label: `Step ${at}`, timeoutMs: 1_000 };
  return {
    reads: [],
    readsTrigger: false,
    readsVars: false,
    ...common,
    ...shared,
    ...body,
  } as unknown as PlanStep;
}

function arbitraryShared() {
  return fc.record({
    join: fc.constantFrom("all", "any"),
    onFailure: fc.constantFrom("stop", "continue", "continue", "branch", "branch"),
    retry: arbitraryRetry,
  });
}

const arbitraryRetry: fc.Arbitrary<RetryPolicy> = fc.record({
  attempts: fc.constantFrom(1, 2, 3),
  initialDelayMs: fc.constantFrom(0, 500),
  factor: fc.constantFrom(1, 2),
  maxDelayMs: fc.constant(700),
  on: fc.constantFrom<string[][]>([], [], [], [], ["script_failed"], ["not_approved"], ["unknown_outcome"]),
});

const arbitraryPolicy = fc.record({
  approvers: fc.constant(["role:analyst"]),
  expiresAfterMs: fc.constantFrom(null, 60_000),
  message: fc.constantFrom("Go on?", "Is it {{ trigger.flag }}?", "{{ trigger.flag.a.b }}"),
});

function arbitraryBody(): fc.Arbitrary<Body> {
  return fc.oneof(
    { weight: 4, arbitrary: arbitraryAction() },
    { weight: 3, arbitrary: arbitraryCondition() },
    fc.constant<Body>({ kind: "join" }),
    fc.record({
      kind: fc.constant("wait" as const),
      seconds: fc.constantFrom(0, 5, 60, "{{ trigger.two }}", "soon"),
      until: fc.constant(null),
      readsTrigger: fc.constant(true),
    }),
    fc.constant<Body>({
      kind: "set",
      assignments: [{ name: "seen", value: "{{ trigger.two }}" }],
      readsTrigger: true,
    }),
    fc.record({
      kind: fc.constant("approval" as const),
      policy: arbitraryPolicy,
      readsTrigger: fc.constant(true),
    }),
    fc.constant<Body>({
      kind: "respond",
      status: 200,
      body: { seen: "{{ trigger.two }}" },
      readsTrigger: true,
    }),
    fc.constant<Body>({ kind: "fail", message: "Enough." }),
  );
}

function arbitraryAction(): fc.Arbitrary<Body> {
  return fc.record({
    kind: fc.constant("action" as const),
    action: fc.constant("test.act"),
    version: fc.constant(1),
    effect: fc.constantFrom("read", "write"),
    idempotent: fc.boolean(),
    execution: fc.constant("short"),
    onLost: fc.constant("ask"),
    arguments: fc.constantFrom({ a: 1 }, { a: "{{ trigger.two }}" }, { a: ["{{ trigger.flag.a.b }}"] }),
    connector: fc.constant(null),
    script: fc.constant(null),
    approval: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, arbitraryPolicy),
    readsTrigger: fc.constant(true),
  });
}

const CONDITIONS = ["trigger.two == 2", "trigger.flag", "not trigger.flag", "trigger.flag.a.b"];

function arbitraryCondition(): fc.Arbitrary<Body> {
  return fc.array(fc.constantFrom(...CONDITIONS, "false"), { minLength: 1, maxLength: 3 }).map((whens) => ({
    kind: "condition" as const,
    cases: whens.map((when, at) => ({ name: `case_${at}`, when })),
    readsTrigger: true,
  }));
}

const TRIGGER_ONLY = ["default"];

function portsOf(step: PlanStep): string[] {
  const failure = step.onFailure === "branch" ? ["on_failure"] : [];
  switch (step.kind) {
    case "fail":
      return [];
    case "condition":
      return [...step.cases.map(({ name }) => name), "else", ...failure];
    case "approval":
      return ["approved", "rejected", "expired", ...failure];
    case "action":
      return ["default", "default", ...(step.approval === null ? [] : ["rejected", "expired"]), ...failure];
    default:
      return ["default", ...failure];
  }
}

/** From earlier to later, so that there is no circle; several edges into most steps, none into a few. */
function arbitraryEdges(steps: readonly PlanStep[]): fc.Arbitrary<PlanEdge[]> {
  const choice = fc.nat(1_000_000);
  const perStep = fc.array(fc.tuple(choice, choice), { minLength: 1, maxLength: 3 });
  return fc.array(perStep, { minLength: steps.length, maxLength: steps.length }).map((choices) => {
    const edges = new Map<string, PlanEdge>();
    for (const [at, sources] of choices.entries()) {
      for (const [sourceChoice, portChoice] of sources) {
        const source = (sourceChoice % (at + 1)) - 1;
        const ports = source < 0 ? TRIGGER_ONLY : portsOf(steps[source] as PlanStep);
        const port = ports[portChoice % Math.max(1, ports.length)];
        if (port === undefined) continue;
        const from = source < 0 ? "trigger" : `s${source}`;
        const id = `${from}:${port}:s${at}`;
        edges.set(id, { id, from, port, to: `s${at}` });
      }
    }
    return [...edges.values()];
  });
}

/** Random plans: the shapes of the dataflow, and every policy, with templates that can go wrong. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .array(fc.tuple(arbitraryBody(), arbitraryShared()), { minLength: 1, maxLength: 14 })
  .chain((drafts) => {
    const steps = drafts.map(([body, shared], at) => named(body, shared, at));
    return arbitraryEdges(steps).map((edges) => ({
      ir: 1 as const,
      semantics: 1 as const,
      name: "random",
      trigger: { id: "trigger", name: "trigger", type: "manual", config: {} },
      steps,
      edges,
    }));
  });
