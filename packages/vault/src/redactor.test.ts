import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../vectors/redaction.json" with { type: "json" };
import { REDACTED, redactor } from "./redactor.ts";

describe("redactor", () => {
  test.each(vectors.cases)("$about", ({ secrets, text, redacted }) => {
    expect(redactor(secrets)(text)).toBe(redacted);
  });

  test("leaves no secret behind, in whichever form it was written", () => {
    const secret = fc
      .string({ unit: "binary", minLength: 4, maxLength: 30 })
      .filter((text) => text.isWellFormed());
    const written = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => JSON.stringify(text),
      (text) => JSON.stringify({ log: JSON.stringify({ [text]: text }) }),
      (text) => encodeURIComponent(text),
      (text) => new URLSearchParams({ token: text }).toString(),
      (text) => Buffer.from(text).toString("base64"),
      (text) => Buffer.from(text).toString("base64url"),
      (text) => Buffer.from(text).toString("hex"),
      (text) => Buffer.from(text).toString("hex").toUpperCase(),
    );
    fc.assert(
      fc.property(secret, written, fc.string(), (secret, write, around) => {
        const form = write(secret);
        const clean = redactor([secret])(around + form + around);
        expect(clean).toContain(REDACTED);
        fc.pre(!REDACTED.includes(secret) && !around.includes(secret));
        expect(clean.includes(secret)).toBe(false);
      }),
    );
  });
});
