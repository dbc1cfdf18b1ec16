import { describe, expect, test } from "vitest";
import { sameAnswer } from "./answer.ts";
import { answerBoth, describeDifference } from "./compare.ts";
import { casesOf, features, KNOWN } from "./written.ts";

for (const feature of features()) {
  const both = await answerBoth(casesOf(feature));
  describe(`as Jinja2: ${feature}`, () => {
    test.each(both.map((one) => [one.asked.template, one] as const))("%s", (_template, one) => {
      expect(sameAnswer(one.ours, one.theirs), describeDifference(one)).toBe(true);
    });
  });
}

const known = await answerBoth(casesOf(KNOWN));
test.each(known.map((one) => [one.asked.template, one] as const))("still different: %s", (_template, one) => {
  expect(sameAnswer(one.ours, one.theirs), describeDifference(one)).toBe(false);
});
