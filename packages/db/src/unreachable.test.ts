import { expect, test } from "vitest";
import { explainConnectionError } from "./unreachable.ts";

const hungUp = Object.assign(new Error("write CONNECTION_CLOSED"), { code: "CONNECTION_CLOSED" });

test.each([
  ["postgresql://u:p@db.example.org/riposte?sslmode=require", /asked for TLS.*sslmode/],
  ["postgresql://u:p@db.example.org/riposte?sslmode=disable", /see the server's log/],
  ["postgresql://u:p@db.example.org/riposte", /see the server's log/],
])("a server that hangs up on %s", (url, sentence) => {
  const explained = explainConnectionError(hungUp, url) as Error;
  expect(explained.message).toMatch(sentence);
  expect(explained.message).not.toContain("u:p");
});
