import { decodeData, encodeData, fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { z } from "zod";
import { readArguments, readResult } from "./call-values.ts";
import { JsonText, jsonValue } from "./json-text.ts";
import { actions } from "./registry.ts";
import { httpRequest } from "./riposte/http-request.ts";
import { sendEmail } from "./riposte/send-email.ts";

const action = {
  key: "test.action",
  name: "Test",
  arguments: z.strictObject({
    count: z.int().default(1),
    name: z.string().optional(),
    body: jsonValue().describe("Any").nullable().optional(),
  }),
  result: z.object({ count: z.int(), json: z.unknown() }),
};

function read(json: string) {
  return readArguments(action, decodeData(json));
}

test("fills in defaults and keeps JSON values to the letter", () => {
  const body = '{"10":1.0,"2":12345678901234567890,"__proto__":{"a":null}}';
  expect(read(`{"count":2,"body":${body}}`)).toEqual({ count: 2, body: new JsonText(body) });
  expect(read("{}")).toEqual({ count: 1 });
});

test.each([
  ['{"count":"two"}', "arguments.count"],
  ['{"count":1.5}', "arguments.count"],
  ['{"count":12345678901234567890}', "arguments.count"],
  ['{"nmae":"x"}', "arguments.nmae"],
  ['{"__proto__":{"name":"x"}}', "arguments.__proto__"],
])("names the argument at fault in %s", (json, field) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ code: "bad_arguments", field }) as Error);
});

test.each([
  ['{"count":"two"}', '"Count" must be a number.'],
  ['{"count":1.5}', '"Count" must be a whole number.'],
  ['{"name":7}', '"Name" must be a text.'],
  ['{"nmae":"x"}', '"Nmae" is no argument of Test.'],
])("says in words of the form what is wrong in %s", (json, message) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ message }) as Error);
});

test.each([
  [
    { subject: "Two\nlines" },
    `"Subject" must be one line of at most 998 characters; a template's line breaks go with | replace('\\n', ' ').`,
  ],
  [{ reply_to: "nobody" }, '"Reply to" must be an e-mail address, such as soc@example.com.'],
  [{ to: ["nobody"] }, '"To, 1" must be an e-mail address, such as soc@example.com.'],
])("a call is refused with what its schema says that it must be: %j", (wrong, message) => {
  const given = fromPlain({ to: "soc@example.com", subject: "s", text: "t", ...wrong });
  expect(() => readArguments(sendEmail, given)).toThrow(expect.objectContaining({ message }) as Error);
});

test.each([
  ["riposte.update_alert_status", { uuid: "AL-1", action_uuid: "Closed", comment: null }, "comment"],
  ["riposte.comment_alert", { uuid: "AL-1", content: "x", author: "" }, "author"],
  ["riposte.send_email", { to: "a@example.com", subject: "s", text: "t", reply_to: "" }, "reply_to"],
  ["riposte.send_email", { to: "a@example.com", subject: "s", text: "t", cc: null }, "cc"],
  ["riposte.send_email", { to: "a@example.com", subject: "s", text: "t", cc: "" }, "cc"],
  ["riposte.search_alerts", { "match[status_name]": null }, "match[status_name]"],
  ["riposte.search_alerts", { sort: "" }, "sort"],
  ["riposte.http_request", { url: "https://example.com/", headers: { a: null, b: "c" } }, "headers", "a"],
  ["mattermost.post_message", { message: "x", channel: "" }, "channel"],
])("%s: what is empty in %j and may be left out is", (key, given, field, entry = "") => {
  const called = actions.get(key);
  if (called === undefined) throw new Error("No action.");
  const { [field]: value, ...others } = given as Record<string, unknown>;
  const { [entry]: _, ...left } = (value ?? {}) as Record<string, unknown>;
  const plain = entry === "" ? others : { ...others, [field]: left };
  expect(readArguments(called, fromPlain(given))).toEqual(readArguments(called, fromPlain(plain)));
});

test.each([
  [{ to: null, subject: "s", text: "t" }, '"To" is empty.'],
  [{ to: "a@example.com", subject: "", text: "t", cc: null }, '"Subject" is empty.'],
  [{ to: "a@example.com", subject: "s", text: "t", cc: ["a@example.com", ""] }, '"CC, 2" is empty.'],
])("what is needed may not be empty: %j", (given, message) => {
  expect(() => readArguments(sendEmail, fromPlain(given))).toThrow(
    expect.objectContaining({ message }) as Error,
  );
});

test("what may be null or an empty text stays so", () => {
  const given = { url: "https://example.com/", json: null };
  expect(readArguments(httpRequest, fromPlain(given))).toMatchObject({ json: new JsonText("null") });
  const sent = { to: "a@example.com", subject: "s", text: "", html: "" };
  expect(readArguments(sendEmail, fromPlain(sent))).toMatchObject({ text: "", html: "" });
});

test.each([
  [["a@example.com", "soc"], '"To, 2" must be an e-mail address, such as soc@example.com.', "arguments.to.1"],
  ["soc", '"To" must be an e-mail address, such as soc@example.com.', "arguments.to"],
  [7, '"To" must be a text or a list.', "arguments.to"],
])("says which address is none: %j", (to, message, field) => {
  expect(() => readArguments(sendEmail, fromPlain({ to, subject: "s", text: "t" }))).toThrow(
    expect.objectContaining({ message, field }) as Error,
  );
});

test("arguments that are no object are refused", () => {
  expect(() => read("[1]")).toThrow(expect.objectContaining({ code: "bad_arguments" }) as Error);
});

test("gives on what the action declares, to the letter, and nothing else", () => {
  const result = readResult(action, { count: 3, json: new JsonText('{"b":1.0,"a":[]}'), internal: "x" });
  expect(encodeData(result)).toBe('{"count":3,"json":{"b":1.0,"a":[]}}');
});

test("a result that the action does not declare is a bug", () => {
  expect(() => readResult(action, { count: "three" })).toThrow("test.action");
});
