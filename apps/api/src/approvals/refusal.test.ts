import { expect, test } from "vitest";
import { refusalSoFar } from "./refusal.ts";

type Called = Parameters<typeof refusalSoFar>[0];

const known = (name: string, value: unknown) => ({ name, json: JSON.stringify(value), open: [] });
const open = (name: string) => ({ name, json: '"{{ steps.later.id }}"', open: ["{{ steps.later.id }}"] });
const email: Called = { action: "riposte.send_email", script: null };

test("what is wrong with one argument is said although another one is not known yet", () => {
  const to = known("to", "soc@example.com");
  expect(refusalSoFar(email, [to, known("subject", "s"), open("text")])).toBeNull();
  expect(refusalSoFar(email, [to, known("subject", null), open("text")])).toBe('"Subject" is empty.');
  expect(refusalSoFar(email, [to, open("text")])).toBe('"Subject" is empty.');
  expect(refusalSoFar(email, [open("to"), known("subject", "s"), open("text")])).toBeNull();
  expect(refusalSoFar(email, [open("text"), known("subject", "s"), known("to", "soc")])).toMatch(
    /^"To" must be/,
  );
});

test("of a script, too; what its schema says of several together waits until they are known", () => {
  const schema = {
    type: "object",
    properties: { host: { type: "string" }, days: { type: "integer" }, note: { type: "string" } },
    required: ["host", "days"],
    additionalProperties: false,
    anyOf: [{ required: ["note"] }, { properties: { days: { const: 1 } } }],
  };
  const isolate = { action: "script.isolate", script: { arguments: schema } } as unknown as Called;
  expect(refusalSoFar(isolate, [open("host"), known("days", 2)])).toBeNull();
  expect(refusalSoFar(isolate, [open("host")])).toBe('script.isolate needs the argument "days".');
  expect(refusalSoFar(isolate, [open("host"), known("days", "two")])).toMatch(
    /The argument "days".*whole number/,
  );
  expect(refusalSoFar(isolate, [known("host", "a"), known("days", 2)])).not.toBeNull();
});
