import { expect, test } from "vitest";
import { failureText, failureWords } from "./failure-words.ts";
import type { Failure } from "./run-data.ts";

const alert = {
  field: "arguments.uuid",
  template: "{{ trigger.alert_id }}",
  path: "trigger.alert_id",
  method: null,
};

function say(failure: Partial<Failure>, rest: Partial<Parameters<typeof failureWords>[0]> = {}): string {
  const whole = {
    code: "not_found",
    message: "There is no alert AL-99",
    retryable: false,
    ...failure,
  } as Failure;
  const step = { label: "Get alert", failure: whole, reads: [], timeoutMs: null, connector: null, ...rest };
  return failureText(step.label, failureWords(step));
}

test("what happened, where, and what the template was in this run", () => {
  expect(say({ field: "arguments.uuid" }, { reads: [{ ...alert, value: '"AL-99"' }] })).toBe(
    'Get alert failed: There is no alert AL-99. Check {{ trigger.alert_id }}; it was "AL-99" in this run.',
  );
});

test("a longer template names the part that it read; other fields are not spoken of", () => {
  const text = say(
    { code: "bad_arguments", message: '"UUID" is empty.', field: "arguments.uuid" },
    {
      reads: [
        { ...alert, template: "AL-{{ trigger.n }}", path: "trigger.n", value: "99" },
        { ...alert, field: "arguments.content", value: '"other"' },
      ],
    },
  );
  expect(text).toBe(
    'Get alert could not be called: "UUID" is empty. Check AL-{{ trigger.n }}; trigger.n was 99 in this run. ' +
      "Correct the argument in the editor, publish, and rerun.",
  );
});

test("a name that is nowhere says so, in conditions too", () => {
  const text = say(
    { code: "template_error", message: "undefined has no attribute hostile", field: "cases.0.when" },
    {
      reads: [
        {
          field: "cases.0.when",
          template: "steps.judge.hostile",
          path: "steps.judge.hostile",
          value: null,
          method: null,
        },
      ],
    },
  );
  expect(text).toContain(
    "Check {{ steps.judge.hostile }}; it was nothing: there is no such value in this run.",
  );
});

test("a timeout says how long it had, a missing connector which", () => {
  expect(say({ code: "timeout", message: "no answer" }, { timeoutMs: 10_000 })).toContain(
    "It has 10 s for one",
  );
  expect(say({ code: "connector_missing" }, { connector: "Chat" })).toContain("Create the connector Chat");
});

test("an unknown outcome asks only as long as somebody can answer", () => {
  const lost = "The worker was lost: it may have happened. Check, then resolve it as done, failed or rerun.";
  const unknown = { code: "unknown_outcome", message: lost } as const;
  expect(say(unknown, { question: "open" })).toBe(
    "Get alert has an unknown outcome: The worker was lost: it may have happened. " +
      "Look on the other side whether it happened, then say so here.",
  );
  expect(say({ ...unknown, message: "Resolved as failed by ada: no." }, { question: "answered" })).toBe(
    "Get alert counts as failed: Resolved as failed by ada: no.",
  );
});

test("a method is no value: how the field of its name is read is said, and a long template once, cut", () => {
  const template = `{{ steps.s.items | map(attribute="uuid") | join(vars.sep) }}${" and more".repeat(20)}`;
  const field = "arguments.text";
  const of = { name: "items", of: "steps.s", field: "steps.s['items']" };
  const text = say(
    { code: "template_error", message: "builtin_function_or_method is not iterable", field },
    {
      reads: [
        { field, template, path: "steps.s.items", value: null, method: of },
        { field, template, path: "vars.sep", value: '","', method: null },
      ],
    },
  );
  expect(text).toContain(
    "steps.s.items was the method items of steps.s and not its field (write steps.s['items']); " +
      'vars.sep was "," in this run.',
  );
  expect(text.match(/map\(/g)).toHaveLength(1);
  expect(text).not.toContain("and more".repeat(20));
});

test("who can allow an address is told once, by the message", () => {
  const message = "10.0.0.1:80 may not be reached. An administrator can allow it (RIPOSTE_EGRESS_ALLOW).";
  const text = say({ code: "egress_refused", message });
  expect(text.match(/RIPOSTE_EGRESS_ALLOW/g)).toHaveLength(1);
  expect(text.trim()).toBe(text);
});
