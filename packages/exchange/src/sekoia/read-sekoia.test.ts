import { expect, test } from "vitest";
import { fixesOf } from "../fixes.ts";
import { importPlaybook } from "../import-playbook.ts";
import { action, byKey, smallCatalogue } from "../testing/small-catalogue.ts";
import { everyOperator, lookUpHash } from "../testing/sekoia-playbooks.ts";

function read(playbook: unknown, catalogue = smallCatalogue()) {
  return importPlaybook(JSON.stringify(playbook, null, 2), catalogue);
}

function step(imported: ReturnType<typeof read>, id: string) {
  return imported.graph.nodes.find((node) => node.id === id);
}

test("what a playbook of theirs calls that is here too, it calls here, with its templates, tags and places", () => {
  const imported = read(lookUpHash);
  expect(imported).toMatchObject({ format: "sekoia", name: "Look up a hash", tags: ["hashes"] });
  expect(step(imported, "0")).toMatchObject({
    kind: "trigger",
    trigger: "manual",
    position: { x: 40, y: 80 },
  });
  expect(step(imported, "2")).toMatchObject({
    action: "riposte.get_alert",
    name: "read_the_alert",
    label: "Read the alert",
    arguments: { uuid: '{{ trigger["alert_uuid"] }}', stix: false },
  });
  // A step of theirs keeps its number, so that node.5 means the same.
  expect(step(imported, "7")).toMatchObject({
    arguments: {
      uuid: "{{ trigger.alert_uuid }}",
      content: "{{ node.5['positives'] }} of {{ node.5.total }} for {{ node.2.short_id }}",
    },
  });
  expect(imported.graph.edges).toContainEqual({ from: "5", port: "not detected", to: "7" });
  // Missing is the action of the module alone.
  const errors = imported.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code, node }) => [code, node])).toEqual([["unknown_action", "5"]]);
});

test("an action of a module that is not here is missing, and is taken once the module is there", () => {
  const [missing] = read(lookUpHash).report;
  expect(missing).toMatchObject({ code: "action_missing", weight: "missing", node: "5", field: "action" });
  expect(missing?.line).toBe(48);
  if (missing === undefined) return;
  expect(fixesOf(missing, smallCatalogue()).map(({ label }) => label)).toEqual([
    "Add the module VirusTotal",
    "Choose another action",
  ]);

  const scan = {
    ...action("module.virustotal.scan_hash", "VirusTotal: Scan hash", ["hash"]),
    uuid: "beb9ba43-2eca-43b5-b9ea-c092a1a19ed1",
  };
  const withModule = smallCatalogue({ actions: byKey([...smallCatalogue().actions.values(), scan]) });
  expect(fixesOf(missing, withModule)[0]).toMatchObject({ kind: "set", field: "action", value: scan.key });
  expect(step(read(lookUpHash, withModule), "5")).toMatchObject({ action: scan.key });
});

test("operators, their templates, and branches that are objects", () => {
  const imported = read(everyOperator);
  expect(step(imported, "0")).toMatchObject({ trigger: "webhook" });
  expect(step(imported, "1")).toMatchObject({
    cases: [
      { name: "very_urgent", when: "trigger.body.urgency >= 80" },
      { name: "middling", when: "40 <= trigger.body.urgency <= 79" },
      { name: "known", when: 'trigger.body.entity.name in ["HQ","Lab"]' },
    ],
  });
  expect(step(imported, "2")).toMatchObject({ kind: "join", join: "any" });
  expect(step(imported, "3")).toMatchObject({ kind: "for_each", over: "{{ trigger.body.hosts }}" });
  expect(step(imported, "4")).toMatchObject({ kind: "for_each", parent: "3", over: "{{ item.addresses }}" });
  expect(step(imported, "5")).toMatchObject({
    parent: "4",
    assignments: [
      { name: "seen_hosts", operation: "append", value: "{{ loop.parent.item.name }}: {{ item }}" },
      { name: "last", value: "{{ loop.index0 }}/{{ loop.length }}" },
      { name: "gone", operation: "unset" },
    ],
  });
  expect(step(imported, "6")).toMatchObject({
    arguments: { message: "{{ vars.seen_hosts | join(', ') }}", channel: "soc" },
  });
  expect(imported.graph.edges).toEqual([
    { from: "0", port: "default", to: "1" },
    { from: "1", port: "very_urgent", to: "2" },
    { from: "1", port: "middling", to: "2" },
    { from: "1", port: "known", to: "2" },
    { from: "2", port: "default", to: "3" },
    { from: "3", port: "default", to: "6" },
    { from: "3", port: "each", to: "4" },
    { from: "4", port: "each", to: "5" },
  ]);
  const open = imported.report
    .filter(({ weight }) => weight !== "same")
    .map(({ code, node }) => [code, node]);
  expect(open).toEqual([
    ["connector_missing", "6"],
    ["connection_dropped", "5"],
    ["argument_dropped", "0"],
    ["trigger_replaced", "0"],
  ]);
  expect(
    imported.diagnostics.filter(({ severity, code }) => severity === "error" && code !== "connector_missing"),
  ).toEqual([]);
});

test("secrets that stand in arguments stay out, and are said by their place alone", () => {
  const imported = read({
    ...lookUpHash,
    nodes: {
      "0": { ...lookUpHash.nodes["0"], outputs: { default: ["1"] } },
      "1": {
        name: "Ask",
        type: "action",
        action_uuid: "40bcf3c0-aa8b-4111-9b4e-f3caffccb4e5",
        arguments: {
          url: "https://example.com",
          method: "get",
          auth_token: "t0p-secret",
          headers: { Authorization: "Bearer abc", Accept: "*/*" },
        },
        outputs: { default: [] },
      },
    },
  });
  expect(JSON.stringify(imported)).not.toContain("t0p-secret");
  expect(JSON.stringify(imported)).not.toContain("Bearer abc");
  expect(imported.report.filter(({ code }) => code === "credentials_dropped")).toHaveLength(2);
});

test("what a template reads and nobody gives is said with its line", () => {
  const changed = structuredClone(everyOperator);
  changed.playbook.nodes["6"].arguments.message =
    "{{ node.3.default.value }} and {{ node.77.x }} {{ nothing | unheard_of }}";
  const broken = read(changed).report.filter(({ code }) => code === "template_unread");
  expect(broken[0]).toMatchObject({
    node: "6",
    field: "arguments.message",
    message: expect.stringContaining("unheard_of"),
  });
  changed.playbook.nodes["6"].arguments.message = "{{ node.3.default.value }} and {{ node.77.x }}";
  const said = read(changed).report.filter(({ code }) => code === "template_unread");
  expect(said.map(({ message }) => message)).toEqual([
    "It reads node.77, which is not in the file. Read another step.",
    "It reads the last turn of Each host after the loop. Collect what it is to give, and read its results.",
  ]);
});
