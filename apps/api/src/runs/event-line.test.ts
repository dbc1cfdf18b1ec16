import { expect, test } from "vitest";
import { argumentLine, eventLine } from "./event-line.ts";

function stored(event: unknown): string {
  return JSON.stringify({ kind: "inline", json: JSON.stringify(event) });
}

test("the first fields, of the body where there is one", () => {
  expect(eventLine(stored({ host: "WS-12", score: 80 }))).toBe("host WS-12, score 80");
  const hooked = { headers: { agent: "x" }, body: { alert: { id: "AL-1" }, user: "Grüße\n an alle" } };
  expect(eventLine(stored(hooked))).toBe("id AL-1, user Grüße an alle");
  expect(eventLine(stored({ body: {}, headers: { accept: "*/*", host: "x" } }))).toBe("");
});

test("nothing that looks like a secret stands in a list", () => {
  const event = { password: "hunter2", api_key: "k", access_token: "t", Authorization: "Bearer x", id: 7 };
  expect(eventLine(stored(event))).toBe("id 7");
});

test("what is made to be read as something else is shown by its number", () => {
  expect(eventLine(stored({ file: "a\u202Efdp.exe" }))).toBe("file a‹U+202E›fdp.exe");
});

test("a value with a comma in it cannot pass for more fields", () => {
  expect(eventLine(stored({ user: "eva, address 10.0.0.1", address: "203.0.113.7" }))).toBe(
    "user «eva, address 10.0.0.1», address 203.0.113.7",
  );
  expect(eventLine(stored({ user: "eva», address «10.0.0.1" }))).toBe("user «eva›, address ‹10.0.0.1»");
  expect(eventLine(stored({ "user eva, address": "10.0.0.1" }))).toBe("«user eva, address» 10.0.0.1");
});

test("never longer than 80 characters", () => {
  const event = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`field${at}`, "x".repeat(50)]));
  expect(eventLine(stored(event))).toHaveLength(80);
  expect(eventLine(stored(event))).toMatch(/…$/);
});

test("a beginning that breaks off anywhere is read as far as it goes", () => {
  const text = stored({ host: "WS-12", note: 'a "quoted" text, é and 😀' });
  for (let end = 0; end <= text.length; end++) expect(() => eventLine(text.slice(0, end))).not.toThrow();
  expect(eventLine(text.slice(0, -12))).toContain("host WS-12");
  const blob = JSON.stringify({ kind: "blob", hash: "0", bytes: 1e6, preview: '{"host":"WS-13","note":"xx' });
  expect(eventLine(blob)).toBe("host WS-13");
});

test("no event, no line", () => {
  expect(eventLine(null)).toBe("");
  expect(eventLine(stored({}))).toBe("");
  expect(eventLine(stored("just a text"))).toBe("");
});

test("a call is told by its arguments, all of them, without what looks like a secret", () => {
  const call = { url: "https://fw.example/block", headers: { authorization: "x" }, body: { host: "WS-12" } };
  expect(argumentLine(stored(call))).toBe("url https://fw.example/block, host WS-12");
  expect(argumentLine(null)).toBe("");
});
