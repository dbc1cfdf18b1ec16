import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../vectors/redaction.json" with { type: "json" };
import { REDACTED, redactor } from "./redactor.ts";

describe("redactor", () => {
  test.each(vectors.cases)("$about", ({ secrets, text, redacted }) => {
    expect(redactor(secrets)(text)).toBe(redacted);
  });

  test("the end of a text that was cut may be the beginning of a secret", () => {
    const redact = redactor(["token-token", "line 1\nline 2"]);
    expect(redact("a token-tok", { cut: true })).toBe("a •••");
    expect(redact("a token-token", { cut: true })).toBe("a •••");
    expect(redact("a token-token-to", { cut: true })).toBe("a •••");
    expect(redact('{"key":"line 1\\nli', { cut: true })).toBe('{"key":"•••');
    expect(redact("a token-tok")).toBe("a token-tok");
    expect(redactor(["abca"])("x abca", { cut: true })).toBe("x •••");
  });

  test.each([
    { what: "letters", filler: "A" },
    { what: "numbers in JSON", filler: "7" },
    { what: "spaces", filler: " " },
    { what: "quotes", filler: '"' },
    { what: "ends of lines", filler: "\n" },
    { what: "backslashes", filler: "\\" },
    { what: "percent signs", filler: "%" },
    { what: "equals signs", filler: "=" },
  ])("a secret is found behind 12 million $what", ({ filler }) => {
    const long = `x\n"${filler.repeat(12_000_000)}, `;
    expect(redactor(["token-token"])(`${long}token-token`) === `${long}${REDACTED}`).toBe(true);
  });

  test("six bytes are told in the base64 of whatever they stand in", () => {
    const secret = fc.string({ unit: "grapheme-ascii", minLength: 6, maxLength: 40 });
    const around = fc.uint8Array({ maxLength: 8 });
    const alphabet = fc.constantFrom("base64", "base64url");
    fc.assert(
      fc.property(secret, around, around, alphabet, (secret, before, after, alphabet) => {
        const written = Buffer.concat([before, Buffer.from(secret), after]).toString(alphabet);
        const clean = redactor([secret])(written);
        expect(clean).toContain(REDACTED);
        // At most what a character shares with its neighbours is left of it.
        const left = clean.replaceAll("=", "").length - REDACTED.length;
        expect(left).toBeLessThanOrEqual(Math.ceil(((before.length + after.length) * 8) / 6) + 2);
      }),
    );
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
