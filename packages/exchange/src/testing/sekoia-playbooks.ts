const OURS = "92d8bb47-7c51-445d-81de-ae04edbb6f0a";
const VIRUSTOTAL = "d023af1d-25d8-465b-b85f-2ed48214d6a5";

/** Looks up an alert, asks about its hash, comments by what comes back. */
export const lookUpHash = {
  name: "Look up a hash",
  uuid: "5a0a7d2e-0b52-4a4f-8f0e-9b7a3cf61f10",
  workspace: "SOC",
  description: "Says what others think of a file.",
  tags: ["hashes"],
  nodes: {
    "0": {
      name: "An analyst starts it",
      type: "trigger",
      module_uuid: OURS,
      trigger_uuid: "fc26eb9f-b272-4c15-b3bf-ace397c0dc57",
      outputs: { default: ["2"] },
      position: { x: 40, y: 80 },
    },
    "2": {
      name: "Read the alert",
      type: "action",
      module_uuid: OURS,
      action_uuid: "8d189665-5401-4098-8d60-944de9a6199a",
      arguments: { uuid: "{{ node.0['alert_uuid'] }}", stix: false },
      outputs: { default: ["5"] },
      position: { x: 340, y: 80 },
    },
    "5": {
      name: "Ask VirusTotal",
      type: "action",
      module_uuid: VIRUSTOTAL,
      action_uuid: "beb9ba43-2eca-43b5-b9ea-c092a1a19ed1",
      module_configuration_uuid: "9f1a3a0c-77de-4c6a-9f52-5f2f3c6b9a01",
      arguments: { hash: "{{ node.2.details | regex_search('[0-9a-f]{40}') }}" },
      outputs: { detected: ["7"], "not detected": ["7"], unknown: [] },
      position: { x: 640, y: 80 },
    },
    "7": {
      name: "Comment",
      type: "action",
      module_uuid: OURS,
      action_uuid: "0d323de3-a864-4afe-a0c3-e7ff45883d7a",
      arguments: {
        uuid: "{{ node.0.alert_uuid }}",
        content: "{{ node.5['positives'] }} of {{ node.5.total }} for {{ node.2.short_id }}",
      },
      outputs: { default: [] },
      position: { x: 940, y: 80 },
    },
  },
};

/** Every operator, with branches as objects, as the public schema has them. */
export const everyOperator = {
  playbook: {
    name: "Gather and tell",
    uuid: "0d3bb3d9-0d4d-4a34-8e83-3a3b1c6f2a55",
    workspace: "SOC",
    description: "",
    nodes: {
      "0": {
        name: "Alert created",
        type: "trigger",
        module_uuid: OURS,
        trigger_uuid: "785583cf-4377-43ce-a5fb-f4572eb57456",
        arguments: { rule_filter: "Sign-in from afar" },
        outputs: { default: { "1": {} } },
      },
      "1": {
        name: "Urgent?",
        type: "operator",
        subtype: "condition",
        cases: [
          { name: "Very urgent", left: "{{ node.0.urgency }}", comparison: ">=", right: "80" },
          { name: "middling", left: "{{ node.0.urgency }}", comparison: "range", right: "[40, 79]" },
          { name: "known", left: "{{ node.0.entity.name }}", comparison: "in", right: '["HQ", "Lab"]' },
        ],
        outputs: { "Very urgent": { "0": "2" }, middling: { "0": "2" }, known: { "0": "2" }, else: {} },
      },
      "2": { name: "First way", type: "operator", subtype: "any", outputs: { default: { node: "3" } } },
      "3": {
        name: "Each host",
        type: "operator",
        subtype: "foreach",
        items: "{{ node.0.hosts }}",
        loop: ["4"],
        outputs: { default: { "0": "6" } },
      },
      "4": {
        name: "Each address",
        type: "operator",
        subtype: "foreach",
        items: "{{ node.3.default.value.addresses }}",
        loop: ["5"],
        outputs: { default: {} },
      },
      "5": {
        name: "Keep it",
        type: "operator",
        subtype: "store",
        modifications: [
          {
            key: "Seen hosts",
            type: "append",
            value: "{{ node.3.default.value.name }}: {{ node.4.default.value }}",
          },
          { key: "last", type: "set", value: "{{ node.4.default.index }}/{{ node.4.default.total }}" },
          { key: "gone", type: "unset" },
        ],
        outputs: { default: { "0": "3" } },
      },
      "6": {
        name: "Tell the team",
        type: "action",
        module_uuid: "89c860f0-3e73-4946-a5c9-431deb33b0e8",
        action_uuid: "e682ce5e-57aa-49b0-aace-9849448b2082",
        arguments: { message: "{{ store['Seen hosts'] | join(', ') }}", channel: "soc" },
        outputs: { default: {} },
      },
    },
  },
};
