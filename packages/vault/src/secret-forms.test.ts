import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import vectors from "../vectors/secret-forms.json" with { type: "json" };
import { formsOf } from "./secret-forms.ts";

test("the Python worker looks for secrets in the same forms", () => {
  const forms = formsOf(vectors.secrets)
    .flatMap((group) => group.forms)
    .toSorted();
  expect(forms).toHaveLength(vectors.count);
  expect(createHash("sha256").update(forms.join("\n")).digest("hex")).toBe(vectors.sha256);
});

test("every form holds the needle of its group, and of a long secret they stay few", () => {
  const secret = `${'Zq9/+s3cr&t"Val<ue>\\x-'.repeat(1000)}end`;
  for (const { needle, forms } of formsOf([secret, "p&ss-wörd", "????????"])) {
    expect(forms.every((form) => form.includes(needle))).toBe(true);
    expect(forms.length).toBeLessThan(400);
  }
});
