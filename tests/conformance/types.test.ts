import { containsValue, inferTemplate, learn, typeOfSchema } from "@riposte/plan";
import { decodeData, encodeData, parse } from "@riposte/template";
import { expect, test } from "vitest";
import { ourAnswer } from "./answer.ts";
import type { Case } from "./case.ts";
import { makeCase } from "./generate/make-case.ts";
import { casesOf, features } from "./written.ts";

const COUNT = 6_000;

/** What is wrong with what is inferred of a template that renders. */
function falseWord({ template, context }: Case): string | null {
  const answer = ourAnswer({ template, context });
  if ("error" in answer) return null;
  const { type, findings } = inferTemplate(parse(template), (name) => {
    const value = context.get(name);
    // Known as exactly as a schema can: of this very value.
    const { learnt: _learnt, ...schema } = (value === undefined ? null : learn([value])) ?? {};
    return value === undefined ? null : typeOfSchema(schema);
  });
  const told = findings.find(({ isCertain, code }) => isCertain && code !== "unknown_field");
  if (told !== undefined) return `${template}: ${told.code}: ${told.message}`;
  const value = "value" in answer ? decodeData(answer.value) : answer.output;
  return containsValue(type, value)
    ? null
    : `${template} gave ${encodeData(value)}, not ${JSON.stringify(type.forms)}`;
}

test.each(features())(
  "written templates that render are of their type, and called no error: %s",
  (feature) => {
    expect(casesOf(feature).flatMap((one) => falseWord(one) ?? [])).toEqual([]);
  },
);

test("generated templates that render are of their type, and called no error", () => {
  const seed = Number(process.env["RIPOSTE_CONFORMANCE_SEED"] ?? Math.floor(Math.random() * 2 ** 30));
  console.log(`${COUNT} cases from seed ${seed}`);
  const found: string[] = [];
  for (let at = 0; at < COUNT; at++) {
    const word = falseWord(makeCase(seed + at));
    if (word !== null) found.push(`seed ${seed + at}: ${word}`);
  }
  expect(found).toEqual([]);
});
