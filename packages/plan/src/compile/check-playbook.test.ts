import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

type Json = Record<string, unknown>;

function said(step: Json, trigger: Json = {}, next: readonly Json[] = []) {
  const all = [{ id: "call", name: "call", kind: "sub_playbook", arguments: {}, ...step }, ...next];
  const nodes = [{ id: "t", kind: "trigger", name: "t", trigger: "manual", ...trigger }, ...all];
  const edges = all.map(({ id }, at) => ({ from: at === 0 ? "t" : all[at - 1]?.["id"], to: id }));
  const { diagnostics } = compile(
    { nodes, edges },
    { name: "Test", catalogue: testCatalogue, id: "pb_test" },
  );
  return diagnostics.map(({ severity, code, field, message }) => `${severity} ${code} ${field}: ${message}`);
}

const BLOCK = { playbook: "Block host", arguments: { host: "h1" } };

test("a playbook is named by name or id; one that is not there is told with the nearest", () => {
  expect(said(BLOCK)).toEqual([]);
  expect(said({ ...BLOCK, playbook: "pb_block" })).toEqual([]);
  expect(said({ playbook: "Block hots" })).toEqual([
    'error unknown_playbook playbook: There is no playbook "Block hots".',
  ]);
  expect(said({ playbook: "" })).toEqual(["error unknown_playbook playbook: Choose a playbook."]);
});

test("what cannot be called is refused, what is off is told", () => {
  expect(said({ playbook: "Fresh" })).toEqual([
    'error playbook_not_callable playbook: "Fresh" cannot be called: it is not published.',
  ]);
  expect(said({ playbook: "Hooked" })).toEqual([
    'error playbook_not_callable playbook: "Hooked" cannot be called: it starts in another way, as it is published.',
  ]);
  expect(said({ playbook: "Sleeping" })).toEqual([
    'warning playbook_not_callable playbook: "Sleeping" is switched off: calling it fails until it is on.',
  ]);
});

test("arguments are held against what the playbook takes, written out or as a template's type", () => {
  expect(said({ playbook: "Block host" })).toEqual([
    'error missing_argument arguments.host: "Block host" needs the argument "host".',
  ]);
  expect(said({ playbook: "Block host", arguments: { host: "{{ [1, 2] }}" } })).toEqual([
    'error wrong_argument arguments.host: The argument "host" of "Block host" must be a text, and this gives a list.',
  ]);
  expect(said({ playbook: "Block host", arguments: { host: "h", port: 1 } })).toEqual([
    'error unknown_argument arguments.port: "Block host" has no argument "port".',
  ]);
});

test("what it gives is known to the steps that follow", () => {
  const reading = (field: string) => [
    { id: "end", name: "end", kind: "fail", message: `{{ steps.call.${field} }}` },
  ];
  expect(said(BLOCK, {}, reading("verdict"))).toEqual([]);
  expect(said(BLOCK, {}, reading("verdit"))).toEqual([
    'error unknown_field message: steps.call has no field "verdit".',
  ]);
});

test("calls that lead back are refused and named, unless the step bounds them", () => {
  expect(said({ playbook: "Ring" })).toEqual([
    'error playbook_cycle playbook: "Ring" calls "Round", and that calls this playbook: it would call itself for ever.',
  ]);
  expect(said({ playbook: "Round" })).toEqual([
    'error playbook_cycle playbook: "Round" calls this playbook: it would call itself for ever.',
  ]);
  expect(said({ playbook: "Ring", maxDepth: 3 })).toEqual([]);
});

test("the on-error playbook must be there, callable, another one, and take what a failed run brings", () => {
  expect(said(BLOCK, { onError: "Alarm" })).toEqual([]);
  expect(said(BLOCK, { onError: "Nobody" })).toEqual([
    'error unknown_playbook onError: There is no playbook "Nobody".',
  ]);
  expect(said(BLOCK, { onError: "Hooked" })[0]).toContain("error playbook_not_callable onError");
  expect(said(BLOCK, { onError: "Narrow" })).toEqual([
    'error wrong_argument onError: "Narrow" needs the input "host", which no failed run brings.',
  ]);
});

test("what the caller hands over is typed by the inputs that the trigger declares", () => {
  const inputs = { type: "object", properties: { host: { type: "string" } }, additionalProperties: false };
  const trigger = { trigger: "call", config: { inputs } };
  const handing = (field: string) => ({
    playbook: "Block host",
    arguments: { host: `{{ trigger.${field} }}` },
  });
  expect(said(handing("host"), trigger)).toEqual([]);
  expect(said(handing("hots"), trigger)[0]).toContain("error unknown_field arguments.host");
  const broken = {
    trigger: "call",
    config: { inputs: { type: "object", properties: { a: { pattern: "(" } } } },
  };
  expect(said(BLOCK, broken)[0]).toContain("error broken_schema config.inputs");
});
