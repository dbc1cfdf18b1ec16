import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../vectors/redaction.json" with { type: "json" };
import { chunkRedactor, REDACTED, redactor } from "./redactor.ts";

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

describe("chunk redactor", () => {
  const alphabet = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 40 });
  const secrets = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 4, maxLength: 7 }), {
    maxLength: 3,
  });

  test("says the same as the whole text would, however it is split", () => {
    fc.assert(
      fc.property(secrets, fc.array(alphabet), (secrets, chunks) => {
        const { push, end } = chunkRedactor(secrets);
        const shown = chunks.map(push).join("") + end();
        expect(shown).toBe(redactor(secrets)(chunks.join("")));
      }),
      { numRuns: 1_000 },
    );
  });

  test("holds back only what may still become a secret, even when all of it is one", () => {
    const { push, end } = chunkRedactor(["aaaa"]);
    expect(push("a".repeat(1_000_000))).toBe(REDACTED);
    expect(push("a".repeat(1_000_000))).toBe("");
    expect(push("the rest, which is long enough to be shown")).toContain("the rest");
    expect(end().length).toBeLessThan(20);
  });
});
