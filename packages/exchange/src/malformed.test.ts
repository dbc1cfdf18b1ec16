import { MOST_STEPS } from "@riposte/plan";
import { expect, test } from "vitest";
import { Fault } from "./fault.ts";
import { importPlaybook } from "./import-playbook.ts";
import { lookUpHash } from "./testing/sekoia-playbooks.ts";
import { smallCatalogue } from "./testing/small-catalogue.ts";

function faultOf(text: string): string {
  try {
    importPlaybook(text, smallCatalogue());
  } catch (error) {
    if (error instanceof Fault) return `${error.line}: ${error.message}`;
    throw error;
  }
  return "none";
}

const whole = JSON.stringify(lookUpHash, null, 2);
const sekoia = (nodes: object) => JSON.stringify({ name: "x", nodes }, null, 1);
const own = (graph: object) => JSON.stringify({ name: "x", graph }, null, 1);
const a = { id: "a", kind: "join", name: "a" };
const b = { id: "b", kind: "join", name: "b" };

test.each<readonly [string, string, unknown]>([
  ["nothing", "", "null: the file is empty."],
  ["a picture", "\u0089PNG\r\n", "1: this is no JSON."],
  ["cut off", whole.slice(0, 500), "21: the file ends here, before what was begun is closed."],
  [
    "cut off between",
    '{"name": "x",\n "nodes": {',
    "2: the file ends here, before what was begun is closed.",
  ],
  ["a comma too many", '{\n"name": "x",\n}', "3: a key in quotation marks is missing (begun in line 1)."],
  [
    "a key twice",
    '{\n"nodes": {\n"4": {},\n"5": {},\n"4": {}}}',
    '5: the key "4" stands twice, first in line 3.',
  ],
  [
    "no JSON",
    "name: x\ngraph:",
    '1: this is YAML. "riposte apply FILE" makes or changes the playbook that it describes.',
  ],
  [
    "no JSON behind a remark",
    "# mine\n---\nkind: playbook\n",
    '1: this is YAML. "riposte apply FILE" makes or changes the playbook that it describes.',
  ],
  ["nothing but lines", "\n".repeat(100_000), "null: the file is empty."],
  ["a number", "7", "1: a playbook is an object { … }, and the file holds a number."],
  [
    "another file",
    '{"a": 1}',
    "1: this is no playbook of a format that is known. It must be one that Riposte exported, of Sekoia.io, or of CACAO 2.0.",
  ],
  ["too deep", "[".repeat(100_000), "1: it is nested deeper than 80 levels."],
  ["nodes of a wrong type", sekoia({ "0": 4 }), "4: nodes.0 must be an object { … }, and is a number."],
  [
    "a type that is none",
    sekoia({ "0": { type: "joke", outputs: {} } }),
    '5: the node 0 is of the type "joke": it must be trigger, action, operator.',
  ],
  [
    "a target that is not there",
    sekoia({ "0": { type: "trigger", outputs: { default: ["9"] } } }),
    "8: the node 0 leads to the node 9, which is not there.",
  ],
  [
    "a circle",
    sekoia({
      "0": { name: "A", type: "trigger", outputs: { default: ["1"] } },
      "1": { name: "B", type: "operator", subtype: "any", outputs: { default: ["2"] } },
      "2": { name: "C", type: "operator", subtype: "any", outputs: { default: ["1"] } },
    }),
    "13: its steps lead in a circle: B → C → B. Use a loop for what is to be repeated.",
  ],
  [
    "ours, an id twice",
    own({ nodes: [a, a], edges: [] }),
    '10: two steps have the id "a", the first in line 5. Give each an id of its own.',
  ],
  [
    "ours, a target that is not there",
    own({ nodes: [a], edges: [{ from: "a", to: "q" }] }),
    '12: a connection leads to or from the step "q", which is not there.',
  ],
  [
    "ours, a circle",
    own({
      nodes: [a, b],
      edges: [
        { from: "a", to: "b" },
        { from: "b", to: "a" },
      ],
    }),
    "5: its steps lead in a circle: a → b → a. Use a loop for what is to be repeated.",
  ],
  [
    "ours, a kind that is none",
    own({ nodes: [{ ...a, kind: "dance" }], edges: [] }),
    expect.stringMatching(/^7: graph\.nodes\.0\.kind: /),
  ],
])("%s is refused with line and reason", (_, text, said) => {
  expect(faultOf(text)).toEqual(said);
});

test("a file of 30 MB is refused before it is read", () => {
  const started = performance.now();
  expect(faultOf(" ".repeat(30 * 1_048_576))).toBe("null: the file has 30 MB, and 4 MB is the most.");
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("a file of 4 MB that is all lines is read in a bounded time, and says its line", () => {
  const lines = `{"nodes":{\n${'"1":[],\n"2":[],\n'.repeat(1)}"3":\n${"\n".repeat(4_000_000)}}}`;
  expect(faultOf(lines)).toBe("4000005: a value is missing.");
});

test("keys that JavaScript knows are ordinary keys", () => {
  const text = `{"name": "x", "nodes": {"__proto__": {"type": "trigger", "outputs": {"default": ["constructor"]}},
    "constructor": {"type": "action", "action_uuid": "toString", "arguments": {"__proto__": {"polluted": true}}, "outputs": {"hasOwnProperty": []}}}}`;
  const { graph } = importPlaybook(text, smallCatalogue());
  expect(graph.nodes.map(({ id }) => id)).toEqual(["__proto__", "constructor"]);
  const given = graph.nodes[1]?.["arguments"] as object;
  expect(Object.hasOwn(given, "__proto__")).toBe(true);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("as many steps as a playbook may have are read within seconds, whatever is to be said of them; one more is refused", () => {
  const node = (at: number) => ({
    name: "Do it",
    type: at === 0 ? "trigger" : "action",
    action_uuid: `unknown-${at}`,
    arguments: { text: "{{ node.99999.x }} {{ store.a }}", token: "secret" },
    outputs: { default: at === 0 ? ["1"] : [] },
  });
  const file = (steps: number) =>
    JSON.stringify(
      { name: "x", nodes: Object.fromEntries(Array.from({ length: steps }, (_, at) => [at, node(at)])) },
      null,
      2,
    );
  const started = performance.now();
  const { graph, report } = importPlaybook(file(MOST_STEPS), smallCatalogue());
  expect(graph.nodes).toHaveLength(MOST_STEPS);
  expect(report.length).toBeGreaterThan(5_000);
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(faultOf(file(MOST_STEPS + 1))).toBe("null: the playbook has 5001 steps, and 5000 is the most.");
});
