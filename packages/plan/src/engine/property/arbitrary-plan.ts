import * as fc from "fast-check";
import type { Plan, PlanEdge, PlanStep, RetryPolicy } from "../../plan.ts";
import { NEWEST } from "../../plan-versions.ts";

type Body = Record<string, unknown> & { kind: PlanStep["kind"]; readsTrigger?: boolean };

/** A step that is not yet put in its place; a loop has its body with it. */
interface Draft {
  readonly body: Body;
  readonly shared: object;
  readonly inner: Block | null;
  readonly runIf: string | null;
}

/** For each of its steps, in which order they come: choices of whom it follows, by which port. */
interface Block {
  readonly drafts: readonly Draft[];
  readonly ways: readonly (readonly (readonly [number, number])[])[];
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
    { weight: 5, arbitrary: arbitraryAction() },
    { weight: 3, arbitrary: arbitraryCondition() },
    { weight: 2, arbitrary: arbitrarySwitch() },
    fc.constant<Body>({ kind: "join" }),
    fc.record({
      kind: fc.constant("wait" as const),
      seconds: fc.constantFrom(0, 5, 60, "{{ trigger.two }}", "soon"),
      until: fc.constant(null),
      readsTrigger: fc.constant(true),
    }),
    fc.record({
      kind: fc.constant("wait_event" as const),
      source: fc.constant({ id: "alert_status", name: "alerts" }),
      key: fc.constantFrom(null, "{{ trigger.two }}", "{{ trigger.flag.a.b }}", ""),
      eventKey: fc.constant("event.id"),
      condition: fc.constant(null),
      timeoutAfter: fc.constantFrom(null, 60, "{{ trigger.two }}", "soon"),
      lookBackMs: fc.constant(0),
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
    { weight: 2, arbitrary: arbitrarySubPlaybook() },
  );
}

function arbitraryAction(): fc.Arbitrary<Body> {
  const call = fc.record({
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
  const asks = fc.constantFrom({}, {}, {}, {}, { onFailure: "ask" });
  return fc.tuple(call, asks).map(([body, more]) => ({ ...body, ...more }));
}

function arbitrarySubPlaybook(): fc.Arbitrary<Body> {
  return fc.record({
    kind: fc.constant("sub_playbook" as const),
    playbook: fc.constant({ id: "pb_other", name: "Other" }),
    arguments: fc.constantFrom({ a: 1 }, { a: "{{ trigger.two }}" }, { a: "{{ trigger.flag.a.b }}" }),
    limitMs: fc.constantFrom(null, 5_000),
    maxDepth: fc.constantFrom(null, 1),
    readsTrigger: fc.constant(true),
  });
}

const RETURN: Body = {
  kind: "return",
  outputs: { two: "{{ trigger.two }}" },
  readsTrigger: true,
};

const CONDITIONS = ["trigger.two == 2", "trigger.flag", "not trigger.flag", "trigger.flag.a.b"];

function arbitraryCondition(): fc.Arbitrary<Body> {
  return fc.array(fc.constantFrom(...CONDITIONS, "false"), { minLength: 1, maxLength: 3 }).map((whens) => ({
    kind: "condition" as const,
    cases: whens.map((when, at) => ({ name: `case_${at}`, when })),
    readsTrigger: true,
  }));
}

function arbitrarySwitch(): fc.Arbitrary<Body> {
  const value = fc.constantFrom(1, 2, "2", "{{ trigger.two }}", "{{ trigger.flag.a.b }}");
  return fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => ({
    kind: "switch" as const,
    value: "{{ trigger.two }}",
    cases: values.map((one, at) => ({ name: `case_${at}`, value: one })),
    readsTrigger: true,
  }));
}

const collecting = {
  collect: fc.constantFrom(null, null, "{{ loop.index0 }}", "{{ loop.index0 }}", "{{ trigger.flag.a.b }}"),
  collectReads: fc.constant({ reads: [], readsTrigger: true, readsVars: false, readsLoop: true }),
  onItemFailure: fc.constantFrom("stop", "skip", "collect", "collect"),
  readsTrigger: fc.constant(true),
};

/** What they go over is written so that the reference needs no templates: see there. */
const LISTS = [
  [1, 2, 3],
  [],
  "one\ntwo",
  { a: 1, b: 2 },
  "{{ [trigger.two, 3, 4] }}",
  "{{ trigger.two }}",
  "{{ trigger.flag.a.b }}",
];

function arbitraryLoop(): fc.Arbitrary<Body> {
  const forEach = fc.record({
    kind: fc.constant("for_each" as const),
    over: fc.constantFrom(...LISTS),
    parallel: fc.constantFrom(1, 1, 2, 5),
    ...collecting,
  });
  const whileLoop = fc.record({
    kind: fc.constant("while" as const),
    condition: fc.constantFrom("loop.index0 < 2", "loop.index0 < 2", "trigger.flag", "trigger.flag.a.b"),
    mode: fc.constantFrom("while", "until"),
    test: fc.constantFrom("before", "after"),
    max: fc.constantFrom(2, 3),
    onMax: fc.constantFrom("fail", "continue", "continue"),
    readsLoop: fc.constant(true),
    ...collecting,
  });
  return fc.oneof<fc.Arbitrary<Body>[]>(forEach as fc.Arbitrary<Body>, whileLoop as fc.Arbitrary<Body>);
}

function portsOf({ body, shared }: Draft): string[] {
  const failure = (shared as { onFailure: string }).onFailure === "branch" ? ["on_failure"] : [];
  switch (body.kind) {
    case "fail":
    case "stop":
    case "return":
      return [];
    case "condition":
    case "switch":
      return [...(body["cases"] as { name: string }[]).map(({ name }) => name), "else", ...failure];
    case "approval":
      return ["approved", "rejected", "expired", ...failure];
    case "wait_event":
      return ["default", "timed_out", ...failure];
    case "action":
      return [
        "default",
        "default",
        ...(body["approval"] === null ? [] : ["rejected", "expired"]),
        ...failure,
      ];
    default:
      return ["default", ...failure];
  }
}

const RUN_IFS = [null, null, null, null, null, null, "trigger.flag", "not trigger.flag", "trigger.flag.a.b"];

/** `depth`: how many loops may still lie in each other. */
function arbitraryBlock(size: number, depth: number): fc.Arbitrary<Block> {
  const plain = fc.record({
    body: fc.oneof(
      { weight: 40, arbitrary: arbitraryBody() },
      { weight: 1, arbitrary: fc.constantFrom<Body>({ kind: "stop" }, RETURN) },
    ),
    shared: arbitraryShared(),
    inner: fc.constant(null),
    runIf: fc.constantFrom(...RUN_IFS),
  });
  const draft: fc.Arbitrary<Draft> =
    depth === 0
      ? plain
      : fc.oneof(
          { weight: 3, arbitrary: plain },
          {
            weight: 1,
            arbitrary: fc.record({
              body: arbitraryLoop(),
              shared: arbitraryShared(),
              inner: arbitraryBlock(4, depth - 1),
              runIf: fc.constantFrom(...RUN_IFS),
            }),
          },
        );
  const choice = fc.nat(1_000_000);
  const way = fc.array(fc.tuple(choice, choice), { minLength: 1, maxLength: 3 });
  return fc
    .array(draft, { minLength: 1, maxLength: size })
    .chain((drafts) =>
      fc.array(way, { minLength: drafts.length, maxLength: drafts.length }).map((ways) => ({ drafts, ways })),
    );
}

/** So many loops in each other, and no more than one step beside each. */
function arbitraryNest(depth: number): fc.Arbitrary<Block> {
  if (depth === 0) return arbitraryBlock(2, 0);
  const loop = fc.record({
    body: arbitraryLoop().map((body) => (body.kind === "for_each" ? { ...body, over: [1, 2] } : body)),
    shared: arbitraryShared(),
    inner: arbitraryNest(depth - 1),
    runIf: fc.constant(null),
  });
  return fc.tuple(loop, arbitraryBlock(1, 0)).map(([outer, beside]) => ({
    drafts: [outer, ...beside.drafts],
    ways: [[[0, 0]], ...beside.ways],
  }));
}

interface Placed {
  readonly steps: PlanStep[];
  readonly edges: Map<string, PlanEdge>;
}

/** From earlier to later, so that there is no circle; several edges into most steps, none into a few. */
function place({ drafts, ways }: Block, entry: { id: string; port: string; parent?: string }, into: Placed) {
  const ids: string[] = [];
  for (const [at, draft] of drafts.entries()) {
    const id = `s${into.steps.length}`;
    ids.push(id);
    into.steps.push(named(draft, id, entry.parent));
    for (const [sourceChoice, portChoice] of ways[at] ?? []) {
      const source = (sourceChoice % (at + 1)) - 1;
      const before = drafts[source];
      const ports = before === undefined ? [entry.port] : portsOf(before);
      const port = ports[portChoice % Math.max(1, ports.length)];
      if (port === undefined) continue;
      const from = ids[source] ?? entry.id;
      const edge = `${from}:${port}:${id}`;
      into.edges.set(edge, { id: edge, from, port, to: id });
    }
    if (draft.inner !== null) place(draft.inner, { id, port: "each", parent: id }, into);
  }
}

function named({ body, shared, runIf }: Draft, id: string, parent: string | undefined): PlanStep {
  const number = id.slice(1);
  return {
    reads: [],
    readsTrigger: runIf !== null,
    readsVars: false,
    ...(parent === undefined ? {} : { parent }),
    ...(runIf === null ? {} : { runIf }),
    id,
    name: `step_${number}`,
    label: `Step ${number}`,
    timeoutMs: 1_000,
    ...shared,
    ...body,
    ...(runIf === null ? {} : { readsTrigger: true }),
  } as unknown as PlanStep;
}

function planOf(block: Block): Plan {
  const placed: Placed = { steps: [], edges: new Map() };
  place(block, { id: "trigger", port: "default" }, placed);
  return {
    ...NEWEST,
    name: "random",
    trigger: { id: "trigger", name: "trigger", type: "manual", config: {} },
    steps: placed.steps,
    edges: [...placed.edges.values()],
  };
}

/** Random plans: the shapes of the dataflow, and every policy, with templates that can go wrong. */
export const arbitraryPlan: fc.Arbitrary<Plan> = arbitraryBlock(12, 0).map(planOf);

/** The same with loops, up to two within each other. */
export const arbitraryLoopPlan: fc.Arbitrary<Plan> = arbitraryBlock(6, 2).map(planOf);

/** Five loops, each in the one before. */
export const arbitraryDeepPlan: fc.Arbitrary<Plan> = arbitraryNest(5).map(planOf);
