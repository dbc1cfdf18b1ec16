import { expect, test } from "vitest";
import { readMail } from "./mail-message.ts";

test("a message is read whatever of it is missing", () => {
  expect(readMail({ to: "a@example.com", subject: "Hi", text: "There", html: "" })).toEqual({
    from: null,
    to: ["a@example.com"],
    cc: [],
    bcc: [],
    replyTo: null,
    subject: "Hi",
    text: "There",
    html: null,
    messageId: null,
  });
  expect(readMail({ to: ["a@example.com", 3], cc: null }).to).toEqual(["a@example.com"]);
  expect(readMail(null).subject).toBe("");
});
