import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Catalogue } from "../catalogue.ts";
import { testCatalogue } from "./test-catalogue.ts";

const TRIGGER = { id: "t", kind: "trigger", name: "hook", trigger: "webhook" };

type Json = Record<string, unknown>;

/** Diagnostics of a playbook whose edges are written `from[:port] to`. */
function diagnose(
  nodes: readonly Json[],
  edges: readonly string[],
  catalogue: Catalogue = testCatalogue,
): readonly Diagnostic[] {
  const graph = { nodes: [TRIGGER, ...nodes], edges: edges.map(edge) };
  return compile(graph, { name: "test", catalogue }).diagnostics;
}

function edge(text: string): Json {
  const [source = "", to = ""] = text.split(" ");
  const [from, port = "default"] = source.split(":");
  return { from, port, to };
}

function join(id: string, more: Json = {}): Json {
  return { id, kind: "join", name: id, ...more };
}

function set(id: string, value: unknown, more: Json = {}): Json {
  return { id, kind: "set", name: id, assignments: [{ name: "v", value }], ...more };
}

function condition(id: string, when: string): Json {
  return { id, kind: "condition", name: id, cases: [{ name: "yes", when }] };
}

function act(id: string, more: Json = {}): Json {
  return {
    id,
    kind: "action",
    name: id,
    action: "test.comment",
    arguments: { uuid: "u", text: "x" },
    ...more,
  };
}

function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, severity, node }) => `${severity} ${code} ${node}`);
}

test("a graph of another shape is told at its node, and nothing is thrown", () => {
  for (const input of [null, 7, [], {}, { nodes: 1, edges: [] }, { nodes: [null], edges: [{}] }]) {
    const { plan, diagnostics } = compile(input, { name: "x", catalogue: testCatalogue });
    expect(plan).toBeNull();
    expect(diagnostics.every(({ code }) => code === "invalid_graph")).toBe(true);
    expect(diagnostics).not.toEqual([]);
  }
  expect(diagnose([{ ...act("a"), retry: { attempts: 0 } }], [])).toMatchObject([
    { code: "invalid_graph", node: "a", field: "retry.attempts" },
  ]);
});

test("exactly one trigger", () => {
  const two = diagnose([{ ...TRIGGER, id: "t2", name: "hook2" }], []);
  expect(codes(two)).toContain("error trigger_twice t2");
  const none = compile({ nodes: [], edges: [] }, { name: "x", catalogue: testCatalogue });
  expect(codes(none.diagnostics)).toEqual(["error trigger_missing null"]);
});

test("ids and names are unique", () => {
  expect(codes(diagnose([join("a"), join("b", { name: "a" })], ["t a", "t b"]))).toEqual([
    "error duplicate_name b",
  ]);
  expect(codes(diagnose([join("a"), join("a", { name: "b" })], ["t a"]))).toContain("error duplicate_id a");
});

test("edges lead from a port that is there to a step that is there", () => {
  const found = diagnose(
    [join("a"), condition("c", "true")],
    ["t a", "a:on_failure c", "a c", "a c", "c:yes a1", "c:no a", "c t"],
  );
  expect(found.filter(({ field }) => field?.startsWith("edges."))).toMatchObject([
    { code: "unknown_port", field: "edges.1", hint: expect.stringContaining("branch") },
    { code: "duplicate_edge", field: "edges.3" },
    { code: "unknown_node", field: "edges.4", hint: 'Did you mean "a"?' },
    { code: "unknown_port", field: "edges.5", hint: "It has: yes, else." },
    { code: "edge_into_trigger", field: "edges.6" },
    { code: "unknown_port", field: "edges.6" },
  ]);
});

test("a circle is shown whole", () => {
  const found = diagnose([join("a"), join("b"), join("c")], ["t a", "a b", "b c", "c a"]);
  expect(found).toMatchObject([{ code: "cycle", severity: "error" }]);
  expect(found[0]?.message).toMatch(/a → b → c → a|b → c → a → b|c → a → b → c/);
});

test("what nothing leads to is a warning, and its readings are not held against it", () => {
  const found = diagnose([join("a"), set("b", "{{ steps.a }}")], ["t a"]);
  expect(codes(found)).toEqual(["warning unreachable b"]);
});

test("unknown actions and triggers come with a suggestion", () => {
  expect(diagnose([act("a", { action: "test.coment" })], ["t a"])).toMatchObject([
    { code: "unknown_action", field: "action", hint: 'Did you mean "test.comment"?' },
  ]);
  const graph = { nodes: [{ ...TRIGGER, trigger: "webhok" }], edges: [] };
  expect(compile(graph, { name: "x", catalogue: testCatalogue }).diagnostics).toMatchObject([
    { code: "unknown_trigger", hint: 'Did you mean "webhook"?' },
  ]);
});

test("a trigger's settings are checked", () => {
  const graph = { nodes: [{ ...TRIGGER, config: { respond: 1 } }], edges: [] };
  expect(compile(graph, { name: "x", catalogue: testCatalogue }).diagnostics).toMatchObject([
    { code: "wrong_argument", node: "t", field: "config.respond" },
  ]);
});

test("an interpreter that no runner has, and nothing while none is there", () => {
  const judge = testCatalogue.actions.get("script.judge");
  if (judge?.script === undefined || judge.script === null) throw new Error("There is no such script.");
  const old = { ...judge, key: "script.old", script: { ...judge.script, python: "2.7" } };
  const told = (interpreters?: ReadonlySet<string>) =>
    diagnose([act("a", { action: "script.old", arguments: { address: "x" } })], ["t a"], {
      ...testCatalogue,
      actions: new Map([[old.key, old]]),
      ...(interpreters === undefined ? {} : { interpreters }),
    });
  expect(told(new Set(["3.9", "3.11"]))).toMatchObject([
    {
      code: "interpreter_missing",
      severity: "warning",
      node: "a",
      hint: expect.stringContaining("3.9, 3.11") as string,
    },
  ]);
  expect(told(new Set(["2.7", "3.11"]))).toEqual([]);
  expect(told()).toEqual([]);
});

test("connectors", () => {
  const isolate = (more: Json) =>
    diagnose([act("a", { action: "test.isolate", arguments: { host: "h" }, ...more })], ["t a"]);
  expect(isolate({})).toMatchObject([{ code: "connector_missing", hint: "Choose one of: our-edr." }]);
  expect(isolate({ connector: "our-edt" })).toMatchObject([
    { code: "connector_unknown", hint: 'Did you mean "our-edr"?' },
  ]);
  expect(isolate({ connector: "our-mail" })).toMatchObject([{ code: "connector_type" }]);
  expect(isolate({ connector: "our-edr" })).toEqual([]);
  expect(codes(diagnose([act("a", { connector: "our-edr" })], ["t a"]))).toEqual([
    "warning connector_unused a",
  ]);
});

test("a template's syntax error stands at its place, and the other fields are read all the same", () => {
  const found = diagnose([act("a", { arguments: { uuid: "{{ 1 + }}", text: "{{ steps.b }}" } })], ["t a"]);
  expect(found).toMatchObject([
    { code: "template_syntax", field: "arguments.uuid", range: { line: 1 } },
    { code: "unknown_step", field: "arguments.text" },
  ]);
  expect(diagnose([condition("c", "{{ true }}")], ["t c"])).toMatchObject([
    { code: "template_syntax", field: "cases.0.when", hint: expect.stringContaining("without braces") },
  ]);
});

test("references to what does not exist", () => {
  const found = diagnose(
    [
      set("get_alert", 1),
      set("b", "{{ steps.get_alrt.x }} {{ trigger.a }} {{ get_alert }} {{ vars.w }} {{ run.is }}"),
    ],
    ["t get_alert", "get_alert b"],
  );
  expect(found).toMatchObject([
    { code: "unknown_step", field: "assignments.0.value", hint: 'Did you mean "get_alert"?' },
    { code: "unknown_name", hint: "A step's output is read as steps.get_alert" },
    { code: "unknown_variable", hint: 'Did you mean "v"?' },
    { code: "unknown_name", hint: "It has: id, started_at." },
  ]);
  expect(found[0]?.range).toMatchObject({ line: 1 });
  expect(diagnose([set("b", "{{ steps.hook.body }}")], ["t b"])).toMatchObject([
    { code: "unknown_step", hint: 'What the trigger brought is called "trigger".' },
  ]);
});

test("what a template makes for itself is no reference", () => {
  const text =
    "{% set steps_seen = [1] %}{% for x in steps_seen %}{{ x }}{{ loop.index }}{% endfor %}{{ utcnow() }}";
  expect(diagnose([set("b", text)], ["t b"])).toEqual([]);
});

test("a step is read only where it has run before", () => {
  const reads = (id: string) => set(id, "{{ steps.a }}");
  expect(codes(diagnose([set("a", "{{ steps.a }}")], ["t a"]))).toEqual(["error not_before a"]);
  expect(codes(diagnose([join("a"), reads("b")], ["t a", "t b"]))).toEqual(["error not_before b"]);
  expect(codes(diagnose([reads("b"), join("a")], ["t b", "b a"]))).toEqual(["error not_before b"]);
  expect(codes(diagnose([join("a"), join("m"), reads("b")], ["t a", "a m", "m b"]))).toEqual([]);
});

test("a step that some ways go around is read with a warning", () => {
  const nodes = [condition("c", "true"), join("a"), set("b", "{{ steps.a }}")];
  expect(codes(diagnose(nodes, ["t c", "c:yes a", "a b", "c:else b"]))).toEqual([
    "warning not_always_before b",
  ]);
  const any = [join("a"), join("x"), set("b", "{{ steps.a }}", { join: "any" })];
  expect(codes(diagnose(any, ["t a", "t x", "a b", "x b"]))).toEqual(["warning not_always_before b"]);
});

test("a join of all waits for every way that is certain", () => {
  const nodes = [join("a"), join("x"), set("b", "{{ steps.a }}{{ steps.x }}")];
  expect(diagnose(nodes, ["t a", "t x", "a b", "x b"])).toEqual([]);
  const branching = [
    act("a", { onFailure: "branch" }),
    join("x"),
    join("y"),
    set("b", "{{ steps.a }}{{ steps.y }}"),
  ];
  expect(codes(diagnose(branching, ["t a", "t x", "a y", "a:on_failure b", "y b", "x b"]))).toEqual([
    "warning not_always_before b",
  ]);
});

test("policies that do harm or nothing", () => {
  expect(codes(diagnose([act("a", { retry: { attempts: 3 }, onLost: "rerun" })], ["t a"]))).toEqual([
    "warning retry_not_idempotent a",
    "warning rerun_not_idempotent a",
  ]);
  const script = { action: "script.judge", arguments: { address: "x" } };
  expect(codes(diagnose([act("a", { ...script, retry: { attempts: 3 } })], ["t a"]))).toEqual([
    "warning retry_without_script a",
  ]);
  expect(
    codes(diagnose([act("a", { ...script, retry: { attempts: 3, on: ["script_failed"] } })], ["t a"])),
  ).toEqual([]);
  expect(diagnose([act("a", { retry: { attempts: 1, on: ["time_out"] } })], ["t a"])).toMatchObject([
    { code: "unknown_failure_code", field: "retry.on.0", hint: 'Did you mean "timeout"?' },
  ]);
  expect(codes(diagnose([join("a", { timeout: 3 })], ["t a"]))).toEqual(["warning policy_without_effect a"]);
  expect(codes(diagnose([act("a", { onFailure: "branch" })], ["t a"]))).toEqual([
    "warning failure_unhandled a",
  ]);
});

test("a regular expression that no data can make work", () => {
  const found = diagnose(
    [
      condition("c", "trigger.a | regex_search('(?=a)')"),
      set("b", "{{ trigger.a | regex_replace('(a)\\\\1', '') }}"),
    ],
    ["t c", "c:yes b"],
  );
  expect(found).toMatchObject([
    { code: "bad_pattern", severity: "error", node: "c", field: "cases.0.when", range: { start: 25 } },
    { code: "bad_pattern", severity: "error", node: "b", field: "assignments.0.value" },
  ]);
});

test("approvers that nobody can be", () => {
  const ask = (approvers: string[]) =>
    diagnose([{ id: "a", kind: "approval", name: "a", approvers }], ["t a"]);
  expect(ask(["role:king", "role:admn"])).toMatchObject([
    { code: "unknown_role", severity: "error", field: "approvers.0" },
    { code: "unknown_role", field: "approvers.1", hint: 'Did you mean "admin"?' },
  ]);
  expect(ask(["role:viewer", "role:analyst", "role:author", "role:admin"])).toEqual([]);
  expect(ask(["ann@example.com", "user:ann@example.com", "token:bot"])).toEqual([]);
  expect(codes(ask(["ann", "group:soc", "{{ trigger.who }}", "user:ann"]))).toEqual(
    Array.from({ length: 4 }, () => "warning doubtful_approver a"),
  );
  const approval = { approvers: ["role:analyst", "role:king"] };
  expect(diagnose([act("a", { approval })], ["t a"])).toMatchObject([
    { code: "unknown_role", field: "approval.approvers.1" },
  ]);
});

test("people who may not approve, where it is known who there is", () => {
  const people = new Map([
    ["ann@example.com", "analyst"],
    ["vic@example.com", "viewer"],
  ]);
  const ask = (approvers: string[]) =>
    diagnose([{ id: "a", kind: "approval", name: "a", approvers }], ["t a"], { ...testCatalogue, people });
  expect(ask(["user:Ann@example.com"])).toEqual([]);
  expect(codes(ask(["ann@example.com", "vic@example.com", "who@example.com"]))).toEqual(
    Array.from({ length: 2 }, () => "warning approver_cannot_decide a"),
  );
  expect(codes(ask(["vic@example.com", "role:admin"]))).toEqual(["warning approver_cannot_decide a"]);
  expect(ask(["vic@example.com"])).toMatchObject([
    {
      code: "approver_cannot_decide",
      severity: "error",
      field: "approvers.0",
      message:
        "vic@example.com is a viewer, and may not approve anything. Nobody else is named, so nobody could ever decide.",
    },
  ]);
  expect(ask(["who@example.com"])).toMatchObject([{ severity: "error" }]);
});

test("waits, cases and assignments", () => {
  const wait = (more: Json) => codes(diagnose([{ id: "w", kind: "wait", name: "w", ...more }], ["t w"]));
  expect(wait({})).toEqual(["error bad_wait w"]);
  expect(wait({ seconds: 1, until: "2026-11-21T08:00:00Z" })).toEqual(["error bad_wait w"]);
  expect(wait({ seconds: -1 })).toEqual(["error bad_wait w"]);
  expect(wait({ seconds: 1e300 })).toEqual(["error bad_wait w"]);
  expect(wait({ until: "tomorrow" })).toEqual(["error bad_wait w"]);
  expect(wait({ until: "{{ trigger.at }}" })).toEqual([]);
  expect(wait({ seconds: "90" })).toEqual([]);
  const cases = { id: "c", kind: "condition", name: "c", cases: [{ name: "else", when: "true" }] };
  expect(codes(diagnose([cases], ["t c"]))).toEqual(["error duplicate_case c"]);
});

test("two thousand steps compile at once", () => {
  const nodes = Array.from({ length: 1_998 }, (_, at) =>
    set(`s${at}`, at === 0 ? 1 : `{{ steps.s${at - 1}.v }} {{ vars.v }}`),
  );
  const edges = nodes.map((node, at) => `${at === 0 ? "t" : `s${at - 1}`} ${String(node["id"])}`);
  expect(diagnose(nodes, edges)).toEqual([]);
});

test("a field that a step or the trigger can never have is told, with what was probably meant", () => {
  const get = act("get", { action: "test.get_typed", arguments: {} });
  const read = (text: string) =>
    diagnose([get, set("s", text), condition("c", "true")], ["t get", "get s", "s c"]);
  expect(read("{{ steps.get.short_id }} {{ steps.get.status.name[0] }}")).toEqual([]);
  expect(read("{{ steps.get.shortid }}")).toMatchObject([
    {
      code: "unknown_field",
      severity: "error",
      message: 'steps.get has no field "shortid".',
      hint: 'Did you mean "short_id"?',
      node: "s",
      field: "assignments.0.value",
    },
  ]);
  expect(read("{{ steps.get.status.colour | upper }}")).toMatchObject([
    { message: 'steps.get.status has no field "colour".', hint: "It has: name." },
  ]);
});

function planned(more: Json) {
  const nodes = [TRIGGER, act("a", { action: "script.judge", arguments: { address: "x" }, ...more })];
  const graph = { nodes, edges: [edge("t a")] };
  const step = compile(graph, { name: "test", catalogue: testCatalogue }).plan?.steps[0];
  return step?.kind === "action" ? step.script : null;
}

test("a step's limits come before those of its script, and what it does not ask for stays", () => {
  const asked = planned({ limits: { cpu: 5, memory: 512, processes: 8, output: 2, disk: 10 } });
  expect(asked).toMatchObject({
    memoryMb: 512,
    limits: { cpuSeconds: 5, processes: 8, outputMb: 2, diskMb: 10 },
  });
  expect(planned({ limits: { cpu: 5 } })).toMatchObject({ memoryMb: 256, limits: { cpuSeconds: 5 } });
  expect(planned({ limits: { memory: 512 } })).not.toHaveProperty("limits");
  expect(planned({})).not.toHaveProperty("limits");
});

test("limits that cannot be are refused, and told of where there is no script to hold to them", () => {
  const [fault] = diagnose([act("a", { limits: { memory: 1 } })], ["t a"]);
  expect(fault).toMatchObject({
    code: "invalid_graph",
    field: "limits.memory",
    message: "The limit of memory is a whole number of MB, 64 at least.",
  });
  const [warning] = diagnose([act("a", { limits: { cpu: 1 } })], ["t a"]);
  expect(warning).toMatchObject({ code: "policy_without_effect", field: "limits" });
});

test("a step leaves by the branches that it has, which are its action's", () => {
  const scan = (branches: readonly string[]) => act("s", { action: "test.scan", arguments: {}, branches });
  expect(diagnose([scan(["known"]), join("j")], ["t s", "s:known j"])).toEqual([]);
  expect(diagnose([scan(["known"]), join("j")], ["t s", "s j"])).toContainEqual(
    expect.objectContaining({ code: "unknown_port", message: '"s" has no way out called "default".' }),
  );
  expect(diagnose([scan(["known", "lost"])], ["t s"])).toContainEqual(
    expect.objectContaining({
      code: "unknown_port",
      field: "branches",
      message: '"test.scan" has no branch "lost".',
      hint: "It has known, unseen.",
    }),
  );
});
