import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { importPlaybook } from "../import-playbook.ts";
import * as cacao from "../testing/cacao-playbooks.ts";
import { smallCatalogue } from "../testing/small-catalogue.ts";
import { writeCacao } from "./write-cacao.ts";

const { everyStep } = cacao;
const times = { created: "2026-04-01T00:00:00.000Z", modified: "2026-04-01T00:00:00.000Z" };

function read(playbook: unknown = everyStep) {
  return importPlaybook(
    typeof playbook === "string" ? playbook : JSON.stringify(playbook, null, 2),
    smallCatalogue(),
  );
}

function step(imported: ReturnType<typeof read>, id: string) {
  return imported.graph.nodes.find((node) => node.id === id);
}

function again(imported: ReturnType<typeof read>): typeof everyStep {
  return JSON.parse(writeCacao({ ...imported, ...times })) as typeof everyStep;
}

test("a playbook of CACAO is drawn: what each step does, where it leads, and where it stands", () => {
  const imported = read();
  expect(imported).toMatchObject({
    format: "cacao",
    name: "Contain an address",
    tags: ["network", "containment"],
  });
  expect(step(imported, cacao.START)).toMatchObject({ kind: "trigger", position: { x: 0, y: 144 } });
  // 200 apart there, 288 here: our cards are wider.
  expect(step(imported, cacao.LOOK)).toMatchObject({ position: { x: 288, y: 144 } });
  expect(step(imported, `${cacao.START}-variables`)).toMatchObject({
    assignments: [
      { name: "ip", value: "{{ trigger.ip | default(none) }}" },
      { name: "score", value: 0 },
      { name: "limit_1", value: 70 },
    ],
  });
  expect(step(imported, cacao.LOOK)).toMatchObject({
    action: "riposte.http_request",
    arguments: {
      url: "https://reputation.example.com/api/v1/ip/{{ vars.ip }}",
      method: "GET",
      headers: { Accept: "application/json" },
    },
    timeout: 30,
    onFailure: "branch",
  });
  expect(step(imported, cacao.IF)).toMatchObject({
    cases: [{ name: "yes", when: "vars.score >= vars.limit_1 and vars.ip != '10.0.0.1'" }],
  });
  expect(step(imported, cacao.TELL)).toMatchObject({
    kind: "approval",
    message: "Call the owner of {{ vars.ip }}",
  });
  expect(step(imported, cacao.WHILE)).toMatchObject({ kind: "while", condition: "vars.score > 10" });
  expect(step(imported, cacao.POLL)).toMatchObject({ parent: cacao.WHILE });
  expect(step(imported, cacao.SWITCH)).toMatchObject({ value: "{{ vars.score | string }}" });
  const edges = imported.graph.edges.map(({ from, port, to }) => [from, port, to]);
  const joined = `${cacao.BOTH}-joined`;
  expect(edges).toEqual(
    expect.arrayContaining([
      [cacao.IF, "yes", cacao.BLOCK],
      [cacao.IF, "else", cacao.BOTH],
      [cacao.BLOCK, "default", cacao.BOTH],
      [cacao.BOTH, "default", cacao.TELL],
      [cacao.TELL, "approved", joined],
      [cacao.SCRIPT, "default", joined],
      [joined, "default", cacao.WHILE],
      [cacao.WHILE, "each", cacao.POLL],
      [cacao.WHILE, "default", cacao.SWITCH],
      [cacao.LOOK, "on_failure", cacao.AFTER],
    ]),
  );
  const missing = imported.report
    .filter(({ weight }) => weight === "missing")
    .map(({ code, node }) => [code, node]);
  expect(missing.toSorted(byText)).toEqual(
    [
      ["credentials_dropped", cacao.LOOK],
      ["action_missing", cacao.BLOCK],
      ["action_missing", cacao.SCRIPT],
      ["action_missing", cacao.AFTER],
      ["playbook_missing", cacao.CALL],
    ].toSorted(byText),
  );
});

test("what is drawn of it can be compiled, but for what is missing", () => {
  const errors = read().diagnostics.filter(({ severity }) => severity === "error");
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["unknown_action", "unknown_playbook"]));
});

test("unchanged, it goes out as it came: steps, unknown commands, agents and whatever else it holds", () => {
  const back = again(read());
  const {
    workflow,
    playbook_extensions: _ours,
    extension_definitions: _theirs,
    modified: _now,
    ...rest
  } = back as typeof back & Record<string, unknown>;
  const { workflow: was, modified: _then, ...before } = withoutSecrets();
  expect(rest).toEqual(before);
  for (const [id, said] of Object.entries(was)) {
    // Ends of branches that nothing names any more are one.
    if (id === cacao.BRANCH_END) continue;
    const {
      on_completion: _a,
      on_success: _b,
      on_failure: _c,
      on_false: _d,
      on_true: _e,
      next_steps: _f,
      cases: _g,
      step_extensions: places,
      ...body
    } = said as Record<string, unknown>;
    expect((workflow as Record<string, unknown>)[id]).toMatchObject(body);
    if (id === cacao.BLOCK)
      expect((workflow as Record<string, typeof body>)[id]?.["step_extensions"]).toMatchObject({
        [Object.keys(places as object)[1] ?? ""]: { colour: "red" },
      });
  }
  expect(workflow[cacao.BOTH]).toMatchObject({
    next_steps: [cacao.TELL, cacao.SCRIPT],
    on_completion: cacao.WHILE,
  });
});

test("what comes back from it is the same graph; so it is where nothing of ours is left in the file", () => {
  const imported = read();
  expect(read(again(imported)).graph).toEqual(imported.graph);
  const bare = { ...again(imported), playbook_extensions: undefined };
  expect(read(bare).graph.edges.toSorted(byText)).toEqual(imported.graph.edges.toSorted(byText));
});

/** As it may be kept. */
function withoutSecrets(): typeof everyStep {
  const text = JSON.stringify(everyStep)
    .replace(',"Authorization":["Bearer nobody-may-see"]', "")
    .replace(',"token":"nobody-may-see-this-either"', "");
  return JSON.parse(text) as typeof everyStep;
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

test("a playbook that runs another one still does, where that is here under its name", () => {
  const call = {
    id: "c",
    kind: "sub_playbook",
    name: "go_on",
    playbook: "Contain an address",
    arguments: {},
  } as const;
  const start = { id: "t", kind: "trigger", name: "start", trigger: "manual", config: {} } as const;
  const graph: DraftGraph = {
    schema: 1,
    nodes: [start, call],
    edges: [{ from: "t", port: "default", to: "c" }],
  };
  const text = writeCacao({ name: "Calls", description: "", folder: "", tags: [], graph, ...times });
  const { playbook_extensions: _ours, ...bare } = JSON.parse(text) as Record<string, unknown>;
  const known = {
    id: "pb_1",
    name: "Contain an address",
    description: "",
    state: "off",
    inputs: null,
    gives: null,
    calls: [],
  } as const;
  const imported = importPlaybook(
    JSON.stringify(bare),
    smallCatalogue({ playbooks: new Map([["pb_1", known]]) }),
  );
  expect(imported.graph.nodes[1]).toMatchObject({ kind: "sub_playbook", playbook: "Contain an address" });
});

test("a file of ours that somebody changed elsewhere is read as it stands", () => {
  const changed = again(read());
  Object.assign(changed.workflow[cacao.TELL] ?? {}, { name: "Tell the owner at once" });
  const imported = read(changed);
  expect(step(imported, cacao.TELL)).toMatchObject({ label: "Tell the owner at once" });
});

test("no secret comes with it, not even into what is kept for an export", () => {
  const imported = read();
  expect(JSON.stringify(imported)).not.toContain("nobody-may-see");
  expect(imported.report.filter(({ code }) => code === "credentials_dropped")).toHaveLength(2);
});

test.each([
  [
    "another version",
    { ...everyStep, spec_version: "1.0" },
    /^\d+: the playbook is of "1\.0", and "cacao-2\.0" is read/,
  ],
  [
    "no start",
    { ...everyStep, workflow_start: "start--x" },
    /the workflow starts with the step start--x, which is not there/,
  ],
  [
    "a target that is not there",
    {
      ...everyStep,
      workflow: { ...everyStep.workflow, [cacao.START]: { type: "start", on_completion: "action--gone" } },
    },
    /leads to action--gone, which is not there/,
  ],
  [
    "a type that is none",
    { ...everyStep, workflow: { ...everyStep.workflow, [cacao.AFTER]: { type: "wish" } } },
    /is of the type "wish"/,
  ],
  [
    "a circle",
    {
      ...everyStep,
      workflow: {
        ...everyStep.workflow,
        [cacao.AFTER]: { ...everyStep.workflow[cacao.AFTER], on_completion: cacao.LOOK },
      },
    },
    /its steps lead in a circle: Look the address up → .* → Look the address up/,
  ],
])("%s is refused with its line", (_, playbook, said) => {
  const told = () => {
    try {
      return read(playbook).name;
    } catch (error) {
      const { line, message } = error as { line: number; message: string };
      return `${line}: ${message}`;
    }
  };
  expect(told()).toMatch(said);
});
