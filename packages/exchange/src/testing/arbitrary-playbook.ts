import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import fc from "fast-check";

const text = fc.constantFrom("x", "{{ trigger.id }}", 'a "b" ü', "", "1.0", "{{ vars.v | length }}");
const expression = fc.constantFrom("vars.v > 1", "trigger.id == 'x'", "true");

const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(0, 1.5, null, true, { "riposte:number": "1.0" }),
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom("k", "__proto__", "2", "l m"), tie("value")), { maxLength: 3 })
      .map((members) => Object.fromEntries(members)),
  ),
}));

const dict = fc.dictionary(fc.constantFrom("a", "b", "__proto__"), value, { maxKeys: 2 });

type Fields = Readonly<Record<string, unknown>>;

const FIELDS: Readonly<Record<string, fc.Arbitrary<Fields>>> = {
  action: fc.record(
    {
      action: fc.constantFrom("riposte.http_request", "riposte.comment_alert", "script.mine"),
      arguments: fc.oneof(
        dict,
        fc.record(
          {
            url: fc.constant("https://example.com/x"),
            method: fc.constantFrom("GET", "POST"),
            data: fc.constant("a=b"),
          },
          { requiredKeys: ["url", "method"] },
        ),
      ),
      connector: fc.constant("mine"),
      onFailure: fc.constantFrom("branch", "continue"),
      retry: fc.constant({ attempts: 3, delay: 0.5 }),
      note: text,
    },
    { requiredKeys: ["action", "arguments"] },
  ),
  condition: expression.map((when) => ({ cases: [{ name: "yes", when }] })),
  switch: fc.record({
    value: text,
    cases: fc.constantFrom(
      [{ name: "one", value: "1" }],
      [
        { name: "one", value: 1 },
        { name: "two", value: "two words" },
      ],
    ),
  }),
  join: fc.record({ join: fc.constantFrom("all", "any") }),
  wait: fc.record({ seconds: fc.oneof(fc.constant(60), text) }),
  wait_event: fc.record({ source: fc.constant("webhook"), key: text, timeoutAfter: fc.constant(5) }),
  set: value.map((value) => ({ assignments: [{ name: "v", value }] })),
  approval: fc.record({ approvers: fc.constant(["role:admin"]), message: text }),
  respond: fc.record({ status: fc.constant(202), body: value }),
  fail: fc.record({ message: text }),
  sub_playbook: fc.record({ playbook: fc.constantFrom("Another", "pb_x"), arguments: dict }),
  return: dict.map((outputs) => ({ outputs })),
  for_each: fc.record(
    { over: fc.oneof(text, fc.constant([1, 2])), parallel: fc.constant(2), collect: value },
    { requiredKeys: ["over"] },
  ),
  while: expression.map((condition) => ({ condition, max: 7 })),
};

const PORTS: Readonly<Record<string, readonly string[]>> = {
  condition: ["yes", "else"],
  switch: ["one", "else"],
  approval: ["approved", "rejected", "expired"],
  for_each: ["each", "default"],
  while: ["each", "default"],
  wait_event: ["default", "timed_out"],
};

interface Options {
  readonly kinds: readonly string[];
  /** Of each port at most one connection, and of each step at most one that leads to it. */
  readonly isTree: boolean;
}

/** Steps of these kinds behind a trigger, in loops too, with connections that lead onwards. */
export function arbitraryPlaybook({ kinds, isTree }: Options): fc.Arbitrary<DraftGraph> {
  const step = fc
    .constantFrom(...kinds)
    .chain((kind) => (FIELDS[kind] ?? fc.constant({})).map((fields) => ({ kind, fields })));
  const pick = fc.tuple(fc.nat(), fc.nat());
  return fc
    .tuple(fc.array(step, { maxLength: 8 }), fc.array(pick, { minLength: 8, maxLength: 16 }), fc.boolean())
    .map(([steps, picks, isPlaced]) => graphOf(steps, picks, { isTree, isPlaced }));
}

function graphOf(
  steps: readonly { readonly kind: string; readonly fields: Fields }[],
  picks: readonly (readonly [number, number])[],
  { isTree, isPlaced }: { readonly isTree: boolean; readonly isPlaced: boolean },
): DraftGraph {
  const first = isPlaced ? { position: { x: -300, y: 0 } } : {};
  const nodes: DraftNode[] = [
    { id: "t", kind: "trigger", name: "start", trigger: "manual", config: {}, ...first },
  ];
  const edges: DraftEdge[] = [];
  const taken = new Set<string>();
  for (const [at, { kind, fields }] of steps.entries()) {
    const [first = 0, second = 0] = picks[at] ?? [];
    const from = nodes[first % nodes.length];
    if (from === undefined) continue;
    const ports = portsOf(from);
    const port = ports[second % Math.max(1, ports.length)];
    const free = port !== undefined && !(isTree && taken.has(`${from.id}/${port}`));
    const parent = port === "each" ? from.id : from["parent"];
    const place = isPlaced ? { position: { x: at * 300, y: second % 7 } } : {};
    const node = {
      id: `s${at}`,
      kind,
      name: `step_${at}`,
      ...place,
      ...(free && parent !== undefined ? { parent } : {}),
      ...fields,
    };
    nodes.push(node as unknown as DraftNode);
    if (!free) continue;
    taken.add(`${from.id}/${port}`);
    edges.push({ from: from.id, port, to: node.id });
  }
  if (!isTree) edges.push(...furtherEdges(nodes, edges, picks));
  return { schema: 1, nodes, edges };
}

function furtherEdges(
  nodes: readonly DraftNode[],
  known: readonly DraftEdge[],
  picks: readonly (readonly [number, number])[],
): DraftEdge[] {
  const seen = new Set(known.map((edge) => JSON.stringify(edge)));
  return picks.flatMap(([a, b]) => {
    const [from, to] = [nodes[a % nodes.length], nodes[b % nodes.length]];
    if (from === undefined || to === undefined || nodes.indexOf(from) >= nodes.indexOf(to)) return [];
    const port = portsOf(from).find((one) => one !== "each");
    if (port === undefined || from["parent"] !== to["parent"]) return [];
    const edge = { from: from.id, port, to: to.id };
    if (seen.has(JSON.stringify(edge))) return [];
    seen.add(JSON.stringify(edge));
    return [edge];
  });
}

function portsOf(node: DraftNode): readonly string[] {
  if (["fail", "stop", "return"].includes(node.kind)) return [];
  const own = PORTS[node.kind] ?? ["default"];
  return node["onFailure"] === "branch" ? [...own, "on_failure"] : own;
}

export const ALL_KINDS = Object.keys(FIELDS);
