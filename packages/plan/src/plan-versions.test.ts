import { expect, test } from "vitest";
import { compile } from "./compile/compile.ts";
import fanOut from "./compile/golden/fan-out.graph.json" with { type: "json" };
import { testCatalogue } from "./compile/test-catalogue.ts";
import { serializePlan } from "./plan-text.ts";
import { KNOWN, NEWEST, refuseUnknownPlan, UnknownPlan } from "./plan-versions.ts";

test("what is compiled is the newest that is known", () => {
  const { plan } = compile(fanOut, { name: "x", catalogue: testCatalogue });
  expect(plan).toMatchObject(NEWEST);
  expect([NEWEST.ir, NEWEST.semantics]).toEqual([KNOWN.ir.at(-1), KNOWN.semantics.at(-1)]);
});

test("a plan's text begins with both numbers, where the database reads them", () => {
  const { plan } = compile(fanOut, { name: "x", catalogue: testCatalogue });
  if (plan === null) throw new Error("There is no plan.");
  expect(serializePlan(plan)).toMatch(/^\{"ir":\d+,"semantics":\d+,/);
});

test("one of another number is refused, with what is known and what to do", () => {
  expect(() => refuseUnknownPlan({ ...NEWEST, semantics: 99 })).toThrow(UnknownPlan);
  expect(() => refuseUnknownPlan({ ...NEWEST, ir: 99 })).toThrow(
    /ir 99 .*knows ir 1 and semantics 1\. Run it/,
  );
});
