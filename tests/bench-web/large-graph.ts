/** Rows of plain steps behind a trigger, with a condition that branches in each tenth: a canvas as people draw it, only larger. */
export function largeGraph(steps: number) {
  const perRow = 25;
  const nodes: object[] = [
    { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
  ];
  const edges: { from: string; port: string; to: string }[] = [];
  let before = { from: "start", port: "default" };
  for (let at = 1; at < steps; at++) {
    const id = `step_${at}`;
    const position = { x: 336 + ((at - 1) % perRow) * 336, y: Math.floor((at - 1) / perRow) * 160 };
    const isCondition = at % 10 === 0;
    nodes.push(
      isCondition
        ? { id, kind: "condition", name: id, position, cases: [{ name: "yes", when: "true" }] }
        : {
            id,
            kind: "action",
            name: id,
            label: `Comment ${at}`,
            position,
            action: "riposte.comment_alert",
            arguments: { uuid: "{{ trigger.alert_id }}", content: `Step ${at}` },
          },
    );
    edges.push({ ...before, to: id });
    if (at % perRow === 0 && at + 1 < steps)
      edges.push({ from: "start", port: "default", to: `step_${at + 1}` });
    before = { from: id, port: isCondition ? "yes" : "default" };
    if (at % perRow === 0) before = { from: id, port: isCondition ? "else" : "default" };
  }
  const seen = new Set<string>();
  return {
    schema: 1,
    nodes,
    edges: edges.filter(({ from, port, to }) => {
      const key = `${from} ${port} ${to}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  };
}
