import { expect, test } from "vitest";
import { z } from "zod";
import { issueAtField } from "./issue-words.ts";

const schema = z
  .object({
    url: z.url(),
    token: z.string().min(16),
    port: z.int().max(65_535).optional(),
    name: z.string().min(1, "A playbook needs a name.").optional(),
    mode: z.enum(["tls", "plain"]).optional(),
  })
  .strict();

const FINE = { url: "https://example.org", token: "x".repeat(16) };

test.each([
  [{ ...FINE, token: "short" }, "secrets.token: must have at least 16 characters"],
  [{ url: FINE.url }, "secrets.token: is missing"],
  [{ ...FINE, token: 5 }, "secrets.token: must be a text"],
  [{ ...FINE, port: 70_000 }, "secrets.port: must be at most 65535"],
  [{ ...FINE, name: "" }, "secrets.name: A playbook needs a name."],
  [{ ...FINE, mode: "none" }, 'secrets.mode: must be "tls" or "plain"'],
  [{ ...FINE, tokn: "" }, 'secrets: knows no "tokn"'],
])("%j is refused in words", (input, message) => {
  const [issue] = schema.safeParse(input).error?.issues ?? [];
  if (issue === undefined) throw new Error("It was taken.");
  expect(issueAtField(issue, ["secrets"]).message).toBe(message);
});

test("what is wrong with the whole needs no name of a field", () => {
  const [issue] = z.object({}).safeParse(undefined).error?.issues ?? [];
  if (issue === undefined) throw new Error("It was taken.");
  expect(issueAtField(issue)).toEqual({ field: null, message: "is missing" });
});
