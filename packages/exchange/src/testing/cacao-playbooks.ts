const LAYOUT = "extension-definition--418ee24c-9cb1-46d9-afa5-309e01aabc7f";

function place(x: number, y: number) {
  return { [LAYOUT]: { type: "layout", coordinates: { x, y, outgoing_connections: [] } } };
}

const uuid = (at: number) => `0b6f3c1e-5a2d-4c7b-9e10-0000000000${String(at).padStart(2, "0")}`;

export const START = `start--${uuid(1)}`;
export const LOOK = `action--${uuid(2)}`;
export const IF = `if-condition--${uuid(3)}`;
export const BLOCK = `action--${uuid(4)}`;
export const BOTH = `parallel--${uuid(5)}`;
export const TELL = `action--${uuid(6)}`;
export const SCRIPT = `action--${uuid(7)}`;
export const AFTER = `action--${uuid(8)}`;
export const END = `end--${uuid(9)}`;
export const BRANCH_END = `end--${uuid(10)}`;
export const WHILE = `while-condition--${uuid(11)}`;
export const POLL = `action--${uuid(12)}`;
export const SWITCH = `switch-condition--${uuid(13)}`;
export const CALL = `playbook-action--${uuid(14)}`;

/** Written by the specification: each kind of step, variables, agents, targets, marks of others, and the layout. */
export const everyStep = {
  type: "playbook",
  spec_version: "cacao-2.0",
  id: `playbook--${uuid(20)}`,
  name: "Contain an address",
  description: "Looks an address up and blocks it.",
  playbook_types: ["mitigation"],
  created_by: `identity--${uuid(21)}`,
  created: "2026-03-01T08:00:00.000Z",
  modified: "2026-03-02T08:00:00.000Z",
  severity: 70,
  labels: ["network", "containment"],
  markings: [`marking-tlp--${uuid(22)}`],
  playbook_variables: {
    __ip__: { type: "ipv4-addr", external: true },
    __score__: { type: "integer", value: "0" },
    "__Limit-1__": { type: "integer", value: "70", constant: true },
  },
  workflow_start: START,
  workflow: {
    [START]: { type: "start", on_completion: LOOK, step_extensions: place(0, 100) },
    [LOOK]: {
      type: "action",
      name: "Look the address up",
      on_success: IF,
      on_failure: AFTER,
      timeout: 30_000,
      commands: [
        {
          type: "http-api",
          command: "GET /v1/ip/__ip__:value HTTP/1.1",
          headers: { Accept: ["application/json"], Authorization: ["Bearer nobody-may-see"] },
        },
      ],
      agent: `http-api--${uuid(30)}`,
      targets: [`http-api--${uuid(30)}`],
      step_extensions: place(200, 100),
    },
    [IF]: {
      type: "if-condition",
      name: "Bad?",
      condition: "__score__:value >= __Limit-1__:value AND __ip__:value != '10.0.0.1'",
      on_true: BLOCK,
      on_false: BRANCH_END,
      on_completion: BOTH,
      step_extensions: place(400, 100),
    },
    [BLOCK]: {
      type: "action",
      name: "Block it",
      on_completion: BRANCH_END,
      commands: [
        {
          type: "openc2-http",
          command: "POST /openc2 HTTP/1.1",
          content_b64: "eyJhY3Rpb24iOiJkZW55In0=",
          headers: { "Content-Type": ["application/openc2+json;version=1.0"] },
          playbook_activity: "restrict-access",
          x_of_nobody: { deep: [1.5, 2, { "2": "b", "1": "a" }] },
        },
      ],
      agent: `http-api--${uuid(30)}`,
      in_args: ["__ip__"],
      step_extensions: {
        ...place(600, 0),
        [`extension-definition--${uuid(50)}`]: { type: "theirs", colour: "red" },
      },
    },
    [BOTH]: {
      step_extensions: place(800, 100),
      type: "parallel",
      name: "Both at once",
      next_steps: [TELL, SCRIPT],
      on_completion: WHILE,
    },
    [TELL]: {
      step_extensions: place(1000, 0),
      type: "action",
      name: "Tell the owner",
      on_completion: BRANCH_END,
      commands: [{ type: "manual", command: "Call the owner of __ip__:value" }],
      agent: `individual--${uuid(31)}`,
    },
    [SCRIPT]: {
      step_extensions: place(1000, 200),
      type: "action",
      name: "Note it",
      on_completion: BRANCH_END,
      commands: [
        { type: "bash", command: "echo __ip__:value >> /var/log/blocked" },
        { type: "bash", command: "sync" },
      ],
      agent: `linux--${uuid(32)}`,
    },
    [WHILE]: {
      step_extensions: place(1200, 100),
      type: "while-condition",
      name: "Until it is quiet",
      condition: "__score__:value > 10",
      on_true: POLL,
      on_completion: SWITCH,
    },
    [POLL]: {
      step_extensions: place(1400, 300),
      type: "action",
      name: "Ask again",
      on_completion: BRANCH_END,
      commands: [
        { type: "http-api", command: "GET https://reputation.example.com/v1/ip/__ip__:value HTTP/1.1" },
      ],
      agent: `http-api--${uuid(30)}`,
    },
    [SWITCH]: {
      step_extensions: place(1400, 100),
      type: "switch-condition",
      name: "By score",
      switch: "__score__:value",
      cases: { "1": AFTER, "2": CALL, default: END },
    },
    [CALL]: {
      step_extensions: place(1600, 0),
      type: "playbook-action",
      name: "Hand it on",
      playbook_id: `playbook--${uuid(40)}`,
      on_completion: END,
      in_args: ["__ip__"],
    },
    [AFTER]: {
      step_extensions: place(1600, 200),
      type: "action",
      name: "Write it down",
      on_completion: END,
      commands: [{ type: "kestrel", command: "GET process FROM x" }],
      agent: `group--${uuid(33)}`,
    },
    [END]: { step_extensions: place(1800, 100), type: "end", name: "Done" },
    [BRANCH_END]: { step_extensions: place(1800, 300), type: "end" },
  },
  agent_definitions: {
    [`http-api--${uuid(30)}`]: {
      type: "http-api",
      name: "Reputation",
      address: { url: ["https://reputation.example.com/api/"] },
      authentication_info: `oauth2--${uuid(34)}`,
    },
    [`linux--${uuid(32)}`]: { type: "linux", name: "jump host" },
  },
  authentication_info_definitions: {
    [`oauth2--${uuid(34)}`]: { type: "oauth2", token: "nobody-may-see-this-either" },
  },
  external_references: [{ name: "why", url: "https://example.com/why" }],
  unheard_of: { __proto_: { a: 1 } },
};
