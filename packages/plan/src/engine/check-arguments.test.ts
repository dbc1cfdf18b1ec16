import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { toPayload } from "../payload.ts";
import type { ActionStep, JsonObject, JsonValue, Plan } from "../plan.ts";
import { checkArguments } from "./check-arguments.ts";
import { planOf, TestRun } from "./test-run.ts";

const SCHEMA: JsonObject = {
  type: "object",
  properties: {
    address: { type: "string", format: "ipv4" },
    days: { type: "integer", minimum: 1 },
    note: { type: "string", pattern: "^(a+)+$" },
    link: { type: "string", format: "url" },
    hosts: { type: "array", items: { type: "string" } },
    who: {
      type: "object",
      properties: { name: { type: "string" }, mail: { type: "string" } },
      required: ["name"],
    },
    headers: { type: "object", additionalProperties: { type: "string" } },
  },
  required: ["address"],
  additionalProperties: false,
};

const ADDRESS = "203.0.113.45";

/** Compiled as ever, with the script's schema put in place. */
function judging(schema: object, more: object = {}): Plan {
  const judge = { id: "judge", label: "Judge it", kind: "action", action: "script.judge" };
  const given = { arguments: { address: "{{ trigger.address }}" } };
  const plan = planOf([{ ...judge, ...given, ...more }], ["t judge"]);
  const steps = plan.steps.map((step) => {
    if (step.kind !== "action" || step.script === null) return step;
    const { arguments: _, ...script } = step.script;
    return { ...step, script: { ...script, ...schema } };
  });
  return { ...plan, steps };
}

function stepOf(schema: object): ActionStep {
  const [step] = judging(schema).steps;
  if (step?.kind !== "action") throw new Error("No action.");
  return step;
}

function fault(value: JsonValue, schema: object = { arguments: SCHEMA }) {
  return checkArguments(stepOf(schema), toPayload(fromPlain(value)));
}

test.each([
  [{}, 'script.judge needs the argument "address".', "arguments.address"],
  [
    { address: null },
    'The argument "address" of script.judge must be a text; what the step gives it is nothing (null).',
    "arguments.address",
  ],
  [
    { address: "x" },
    'The argument "address" of script.judge must be an IPv4 address; what the step gives it is a text.',
    "arguments.address",
  ],
  [
    { address: ADDRESS, days: 0 },
    'The argument "days" of script.judge must be 1 or more; what the step gives it is a number.',
    "arguments.days",
  ],
  [
    { address: ADDRESS, hosts: ["a", 2] },
    'The argument "hosts.1" of script.judge must be a text; what the step gives it is a number.',
    "arguments.hosts.1",
  ],
  [
    { address: ADDRESS, who: { name: null, mail: null } },
    'The argument "who.name" of script.judge must be a text; what the step gives it is nothing (null).',
    "arguments.who.name",
  ],
  [
    { address: ADDRESS, hosts: [null] },
    'The argument "hosts.0" of script.judge must be a text; what the step gives it is nothing (null).',
    "arguments.hosts.0",
  ],
  [{ address: ADDRESS, more: 1 }, 'script.judge has no argument "more".', "arguments.more"],
])("step, field and fix: %j", (value, says, field) => {
  expect(fault(value)).toEqual({
    code: "bad_arguments",
    message: `Step "Judge it" was not called. ${says} Change what the step gives it, or the script's arguments.`,
    retryable: false,
    field,
  });
});

test("what fits passes, and what may be left out may be nothing", () => {
  expect(fault({ address: ADDRESS, days: 3, note: "aaa" })).toBeNull();
  expect(fault({ address: ADDRESS, days: null, note: null })).toBeNull();
  expect(fault({ address: ADDRESS, who: { name: "x", mail: null }, headers: { a: null } })).toBeNull();
});

test("no text makes a pattern or a format take for ever", () => {
  expect(fault({ address: ADDRESS, note: `${"a".repeat(50_000)}!` })).toMatchObject({
    field: "arguments.note",
  });
  expect(fault({ address: ADDRESS, link: `http://${"a".repeat(3_000)}!` })).toBeNull();
  expect(fault({ address: ADDRESS, link: `ftp:${"a".repeat(3_000)}` })).toMatchObject({
    field: "arguments.link",
  });
});

test("a plan from before, and what is too large to lie in the run, are not held against a schema", () => {
  expect(fault({}, {})).toBeNull();
  expect(fault({}, { arguments: null })).toBeNull();
  const blob = { kind: "blob", hash: "0".repeat(64), bytes: 100_000, preview: "" } as const;
  expect(checkArguments(stepOf({ arguments: SCHEMA }), blob)).toBeNull();
});

test("the step fails before anybody is asked and before anything is called; the schema does not travel along", () => {
  const schema = { arguments: SCHEMA };
  const approval = { approvers: ["role:analyst"], message: "Go?" };
  const run = new TestRun(judging(schema, { approval }), {});
  expect(run.kinds()).not.toContain("ask_approval");
  expect(run.record("judge")).toMatchObject({
    state: "failed",
    attempt: 1,
    failure: { code: "bad_arguments", field: "arguments.address" },
  });
  const fine = new TestRun(judging(schema), { address: ADDRESS });
  const { script } = fine.last("call_action")?.call ?? {};
  expect(Object.keys(script ?? {})).toEqual(["hash", "entry", "memoryMb", "name"]);
});
