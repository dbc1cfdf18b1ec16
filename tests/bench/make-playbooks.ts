/** The graphs that are measured, as documents for `riposte apply`. */
export function benchDocuments(alert: string): readonly object[] {
  const manual = { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} };
  const lookUp = (at: number) => ({
    id: `s${at}`,
    kind: "action",
    name: `s${at}`,
    action: "riposte.get_alert",
    arguments: { uuid: alert },
  });
  const chain = (nodes: readonly { readonly id: string }[]) =>
    nodes.map(({ id }, at) => ({ from: nodes[at - 1]?.id ?? "start", to: id }));
  const playbook = (name: string, nodes: readonly object[], edges: readonly object[]) => ({
    kind: "playbook",
    name,
    description: "Measured by pnpm bench.",
    enabled: true,
    graph: { nodes, edges },
  });

  const actions = Array.from({ length: 40 }, (_, at) => lookUp(at));
  const light = Array.from({ length: 10 }, (_, at) => ({
    id: `l${at}`,
    kind: "set",
    name: `l${at}`,
    assignments: [{ name: "sum", value: at === 0 ? 1 : "{{ vars.sum + 1 }}" }],
  }));
  const reads = Array.from({ length: 10 }, (_, at) => ({
    id: `r${at}`,
    kind: "set",
    name: `r${at}`,
    assignments: [{ name: `name${at}`, value: `{{ trigger.alerts[${at}].name }}` }],
  }));
  const scripts = Array.from({ length: 40 }, (_, at) => ({
    id: `p${at}`,
    kind: "action",
    name: `p${at}`,
    action: "script.bench_nothing",
    arguments: {},
  }));
  const loop = (kind: string, count: number, more: object, body: object) =>
    playbook(
      `Bench ${kind} ${count}`,
      [
        manual,
        { id: "each", kind: "for_each", name: "each", over: `{{ range(${count}) | list }}`, ...more },
        { id: "s", name: "s", parent: "each", ...body },
      ],
      [
        { from: "start", to: "each" },
        { from: "each", port: "each", to: "s" },
      ],
    );
  const add = { kind: "set", assignments: [{ name: "sum", value: "{{ item + 1 }}" }] };
  const script = { kind: "action", action: "script.bench_nothing", arguments: {} };
  const hook = {
    id: "hook",
    kind: "trigger",
    name: "hook",
    trigger: "webhook",
    config: { auth: { mode: "hmac" }, respond: { wait: true } },
  };
  const answer = [
    {
      id: "sum",
      kind: "set",
      name: "sum",
      assignments: [{ name: "sum", value: "{{ trigger.body.number + 1 }}" }],
    },
    { id: "answer", kind: "respond", name: "answer", status: 200, body: { sum: "{{ vars.sum }}" } },
  ];

  return [
    {
      kind: "action",
      name: "bench_nothing",
      description: "Does nothing.",
      source: "def main():\n    return {}\n",
      entry: "main",
      effect: "read",
      idempotent: true,
      arguments: { type: "object", properties: {}, additionalProperties: false },
    },
    playbook("Bench empty", [manual], []),
    playbook("Bench light", [manual, ...light], chain(light)),
    playbook("Bench values", [manual, ...reads], chain(reads)),
    playbook("Bench sequence", [manual, ...actions], chain(actions)),
    playbook(
      "Bench parallel",
      [manual, ...actions],
      actions.map(({ id }) => ({ from: "start", to: id })),
    ),
    playbook("Bench scripts", [manual, ...scripts], chain(scripts)),
    ...[1, 1_000, 10_000].map((count) => loop("loop", count, {}, add)),
    ...[1, 10_000].map((count) => loop("scripts", count, { parallel: 50 }, script)),
    playbook(
      "Bench answer",
      [hook, ...answer],
      [
        { from: "hook", to: "sum" },
        { from: "sum", to: "answer" },
      ],
    ),
  ];
}
