/** A look-up, a question, and what follows either answer. */
export const approvalGraph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    {
      id: "get",
      kind: "action",
      name: "get_alert",
      action: "riposte.get_alert",
      arguments: { uuid: "{{ trigger.alert_id }}" },
    },
    { id: "ask", kind: "approval", name: "ask", label: "Take it on?", approvers: ["role:analyst"] },
    {
      id: "bad",
      kind: "condition",
      name: "bad",
      label: "Is it bad?",
      cases: [{ name: "very", when: "trigger.n > 3" }],
    },
    {
      id: "say",
      kind: "action",
      name: "say",
      label: "Comment",
      action: "riposte.comment_alert",
      arguments: {
        uuid: "{{ steps.get_alert.uuid }}",
        content: "{{ steps.ask.by }} took on {{ trigger.alert_id }} ({{ trigger.n + 1 }})",
      },
    },
    {
      id: "status",
      kind: "action",
      name: "status",
      label: "Set the alert to ongoing",
      action: "riposte.update_alert_status",
      arguments: { uuid: "{{ steps.get_alert.uuid }}", action_uuid: "1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f" },
    },
    {
      id: "no",
      kind: "action",
      name: "no",
      label: "Comment that it was dismissed",
      action: "riposte.comment_alert",
      arguments: { uuid: "{{ steps.get_alert.uuid }}", content: "At {{ utcnow() }}" },
    },
  ],
  edges: [
    { from: "hand", to: "get" },
    { from: "get", to: "ask" },
    { from: "ask", port: "approved", to: "status" },
    { from: "status", to: "bad" },
    { from: "bad", port: "very", to: "say" },
    { from: "ask", port: "rejected", to: "no" },
  ],
};
