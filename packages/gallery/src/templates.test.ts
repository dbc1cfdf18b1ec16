import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { catalogue, eventSources } from "@riposte/integrations";
import { compile, eventSchema, schemaMismatch } from "@riposte/plan";
import type { ActionEntry, Catalogue } from "@riposte/plan";
import { formOf } from "@riposte/signature";
import { expect, test } from "vitest";
import { playbookTemplates } from "./index.ts";
import type { PlaybookTemplate, TemplateAction } from "./template.ts";

const templates = await playbookTemplates();
const FOLDER = join(import.meta.dirname, "../templates");

/** What `riposte templates` and the gallery show in a line or two. */
const LONGEST_DESCRIPTION = 120;

test("there are enough of them, each of a name of its own, and each says in a sentence what it is for", () => {
  expect(templates.length).toBeGreaterThanOrEqual(8);
  expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
  for (const { name, description } of templates) {
    expect(description.length, name).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
    expect(description, name).toMatch(/^[A-Z].*\.$/);
  }
});

test("the manual knows each of them", async () => {
  const manual = await readFile(join(import.meta.dirname, "../../../docs/playbook-templates.md"), "utf8");
  const listed = [...manual.matchAll(/^\| ([A-Z][^|]*?) +\|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(templates.map(({ name }) => name));
});

test("what playbooks call by name is a template, too", () => {
  const names = new Set(templates.map(({ name }) => name));
  const called = templates.flatMap(({ graph }) =>
    graph.nodes.flatMap((node) => (node.kind === "sub_playbook" ? [node.playbook] : [])),
  );
  expect(called.filter((name) => !names.has(name))).toEqual([]);
});

test.each(templates)("$name compiles once what it needs is there", (template) => {
  const { diagnostics } = compile(template.graph, { name: template.name, catalogue: allThatIsNeeded() });
  expect(diagnostics).toEqual([]);
});

test.each(templates)("$name has an event to try it with", async ({ id, graph }) => {
  const event = await readFile(join(FOLDER, id, "event.json"), "utf8");
  const trigger = graph.nodes.find((node) => node.kind === "trigger");
  const { triggers } = catalogue();
  const schema = eventSchema(
    { trigger: trigger?.trigger ?? "", config: trigger?.config ?? {} },
    { triggers },
  );
  if (trigger?.trigger === "call" || trigger?.trigger === "run_failed")
    expect(schemaMismatch(schema ?? {}, event, { called: id, before: "", advice: "" })).toBeNull();
  else expect(JSON.parse(event)).toBeTypeOf("object");
});

test.each(templates)("the steps of $name have titles, and places apart from each other", ({ graph }) => {
  const places = graph.nodes.map((node) => {
    expect(node.label).toMatch(/^[A-Z]/);
    return node.position ?? { x: Number.NaN, y: Number.NaN };
  });
  for (const [at, one] of places.entries()) {
    const near = places
      .slice(at + 1)
      .filter(({ x, y }) => Math.abs(x - one.x) < 256 && Math.abs(y - one.y) < 72);
    expect(near, JSON.stringify(one)).toEqual([]);
  }
});

const scripts = templates.flatMap(({ id, actions }) => actions.map((action) => ({ id, action })));

test.each(scripts)("the form of $action.name is that of its script", async ({ id, action }) => {
  await access(join(FOLDER, id, `${action.name}.py`));
  const form = formOf(action.source);
  if (!form.ok) throw new Error(form.why);
  expect(parametersOf(form.arguments)).toEqual(parametersOf(action.arguments));
});

function parametersOf({ properties, required }: Readonly<Record<string, unknown>>) {
  return { names: Object.keys(properties ?? {}), required };
}

/** A workspace with a connector of every name, all scripts, and the playbooks that are called. */
function allThatIsNeeded(): Catalogue {
  const builtIn = catalogue();
  const steps = templates.flatMap(({ graph }) => graph.nodes.filter((node) => node.kind === "action"));
  const connectors = steps.flatMap(({ action, connector }) => {
    const type = builtIn.actions.get(action)?.connector;
    return connector === undefined || type === undefined || type === null ? [] : [[connector, type] as const];
  });
  return {
    actions: new Map([
      ...builtIn.actions,
      ...scripts.map(({ action }) => [`script.${action.name}`, entryOf(action)] as const),
    ]),
    triggers: builtIn.triggers,
    connectors: new Map(connectors),
    playbooks: new Map(templates.filter(isCallable).map((template) => [template.id, playbookOf(template)])),
    events: new Map(eventSources.map((source) => [source.key, source])),
  };
}

function entryOf({ name, title, description, effect, idempotent, ...form }: TemplateAction): ActionEntry {
  return {
    key: `script.${name}`,
    version: 1,
    name: title ?? name,
    description,
    kind: "script",
    effect,
    idempotent,
    execution: "script",
    arguments: form.arguments,
    result: form.result,
    connector: null,
    connectorRequired: false,
    script: null,
    timeoutMs: 60_000,
  };
}

function isCallable({ graph }: PlaybookTemplate): boolean {
  return graph.nodes.some((node) => node.kind === "trigger" && node.trigger === "call");
}

function playbookOf({ id, name, description, graph }: PlaybookTemplate) {
  const [trigger] = graph.nodes.filter((node) => node.kind === "trigger");
  const { triggers } = catalogue();
  const inputs = eventSchema({ trigger: "call", config: trigger?.config ?? {} }, { triggers });
  return { id, name, description, state: "callable" as const, inputs, gives: {}, calls: [] };
}
