/** The smallest playbooks there are: a trigger and one light step. */
export function webhookGraph(config: Record<string, unknown> = { auth: { mode: "hmac" } }) {
  return graph({ id: "hook", kind: "trigger", name: "hook", trigger: "webhook", config });
}

export function manualGraph() {
  return graph({ id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} });
}

function graph(trigger: { readonly id: string } & Record<string, unknown>) {
  return {
    nodes: [
      trigger,
      {
        id: "note",
        kind: "set",
        name: "note",
        label: "Note it",
        assignments: [{ name: "seen", value: true }],
      },
    ],
    edges: [{ from: trigger.id, to: "note" }],
  };
}
