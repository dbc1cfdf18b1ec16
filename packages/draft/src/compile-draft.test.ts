import type { Catalogue } from "@riposte/plan";
import { expect, test } from "vitest";
import { compileDraft } from "./compile-draft.ts";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import { emptyGraph } from "./draft-graph.ts";
import { newNode } from "./new-node.ts";

const schema = (required: readonly string[]) => ({
  type: "object",
  properties: { uuid: { type: "string" } },
  required,
  additionalProperties: false,
});
const catalogue: Catalogue = {
  actions: new Map([
    [
      "test.comment",
      {
        key: "test.comment",
        version: 1,
        name: "Comment",
        description: "",
        kind: "setter",
        effect: "write",
        idempotent: true,
        execution: "short",
        arguments: schema(["uuid"]),
        result: null,
        connector: null,
        connectorRequired: false,
        script: null,
        timeoutMs: 1_000,
      },
    ],
  ]),
  triggers: new Map([
    ["manual", { key: "manual", name: "By hand", description: "", config: schema([]), event: null }],
  ]),
  connectors: new Map(),
};

const TRIGGER = newNode("trigger", { id: "t", name: "start", fields: { trigger: "manual" } });
const edge = (text: string): DraftEdge => {
  const [from = "", port = "", to = ""] = text.split(" ");
  return { from, port, to };
};

function problems(nodes: readonly unknown[], edges: readonly string[] = []) {
  const graph: DraftGraph = {
    schema: 1,
    nodes: [TRIGGER, ...(nodes as DraftNode[])],
    edges: edges.map(edge),
  };
  return compileDraft(graph, { name: "test", catalogue }).diagnostics;
}

const said = (nodes: readonly unknown[], edges?: readonly string[]) =>
  problems(nodes, edges).map(({ node, field, message }) => `${node} ${field ?? ""}: ${message}`);

test("a finished draft has a plan, an empty one is told what it lacks", () => {
  const done = newNode("action", {
    id: "a",
    name: "a",
    fields: { action: "test.comment", arguments: { uuid: "x" } },
  });
  const graph: DraftGraph = { schema: 1, nodes: [TRIGGER, done], edges: [edge("t default a")] };
  expect(compileDraft(graph, { name: "test", catalogue })).toMatchObject({
    plan: { name: "test" },
    diagnostics: [],
  });
  expect(compileDraft(emptyGraph(), { name: "test", catalogue })).toMatchObject({
    plan: null,
    diagnostics: [{ code: "trigger_missing", node: null }],
  });
});

test("steps as the palette drops them say what is to be chosen, and nothing else", () => {
  const kinds = ["action", "condition", "join", "wait", "set", "approval", "respond", "fail"] as const;
  const nodes = kinds.map((kind) => newNode(kind, { id: kind, name: kind }));
  const edges = kinds.map((kind) => `t default ${kind}`);
  expect(said(nodes, edges)).toEqual([
    "approval approvers: Say who may approve.",
    "action action: Choose an action.",
    "fail message: Say why the run ends as failed.",
    "condition cases.0.when: Say when this case applies.",
  ]);
});

test("a loop and a switch without their values say what is to be chosen", () => {
  const loop = { id: "l", kind: "for_each", name: "l" };
  const way = { id: "s", kind: "switch", name: "s", cases: [{ name: "one" }] };
  expect(said([loop, way], ["t default l", "t default s"])).toEqual([
    "l over: Choose the list to go over.",
    "s value: Say which value decides.",
    "s cases.0.value: Say which value this case is for.",
    'l : "l" has nothing to do in its iterations.',
  ]);
});

test("one unfinished step keeps nobody from hearing about the others, and makes no noise", () => {
  const check = {
    id: "c",
    kind: "condition",
    name: "",
    label: "Is it bad?",
    cases: [{ name: "Not ok", when: "{{" }, { name: "no" }],
  };
  const comment = newNode("action", { id: "a", name: "a", fields: { action: "test.coment" } });
  const note = newNode("set", {
    id: "s",
    name: "s",
    fields: { assignments: [{ name: "v", value: "{{ steps.nobody }}" }] },
  });
  expect(said([check, comment, note], ["t default c", "c Not_ok a", "c else s"])).toEqual([
    "c name: Give the step a name that templates can write.",
    "c cases.0.name: Give the case a name.",
    "c cases.1.when: Say when this case applies.",
    'a action: There is no action "test.coment".',
    's assignments.0.value: There is no step called "nobody".',
  ]);
});

test("a fault is told at its field, in words", () => {
  const fields = {
    action: "test.comment",
    arguments: { uuid: "{{ steps.x }}" },
    retry: { attempts: 0 },
    timeout: -1,
    colour: "red",
  };
  expect(said([newNode("action", { id: "a", name: "a", fields })], ["t default a"])).toEqual([
    "a retry.attempts: A step is tried 1 to 100 times.",
    "a timeout: The time limit must be more than 0 seconds and one day at most.",
    'a colour: A step of this kind has no field "colour".',
    'a arguments.uuid: There is no step called "x".',
  ]);
});

test("a variable whose value is not written yet is held against nobody who reads it", () => {
  const keep = newNode("set", { id: "k", name: "k", fields: { assignments: [{ name: "v" }] } });
  const reader = newNode("set", {
    id: "r",
    name: "r",
    fields: { assignments: [{ name: "w", value: "{{ vars.v + 1 }}" }] },
  });
  expect(said([keep, reader], ["t default k", "k default r"])).toEqual([
    "k assignments.0.value: Give the variable a value.",
  ]);
});

test("a note is as it should be, and nothing is said of it", () => {
  const note = newNode("note", { id: "n", name: "n", fields: { note: "Why this is so." } });
  expect(said([note], [])).toEqual([]);
  const group = newNode("note", { id: "g", name: "g", fields: { label: "Group", holds: ["t", "gone"] } });
  expect(said([group], [])).toEqual([]);
});

test("whatever is drawn, nothing is thrown", () => {
  const odd = [
    { id: "a", kind: "action", name: "a", arguments: [1], approval: "x", onFailure: 7 },
    { id: "b", kind: "condition", name: "b", cases: [null, 3, [{}]] },
    { id: "c", kind: "set", name: "c", assignments: {} },
    { id: "d", kind: "wait", name: "d", seconds: {}, label: { deep: 1 } },
    { id: "e", kind: "trigger", name: "e", config: [] },
  ];
  const found = problems(odd, ["t default a", "a rejected b", "b x c", "c default d"]);
  expect(found.every(({ severity, node }) => severity === "warning" || node !== null)).toBe(true);
  for (const id of ["a", "b", "c", "d", "e"]) expect(found.some(({ node }) => node === id)).toBe(true);
});
