import { expect, test } from "vitest";
import { parsePlan, serializePlan } from "../plan-text.ts";
import { compile } from "./compile.ts";
import each from "./golden/each.graph.json" with { type: "json" };
import fanOut from "./golden/fan-out.graph.json" with { type: "json" };
import ticket from "./golden/ticket.graph.json" with { type: "json" };
import signIn from "./golden/sign-in.graph.json" with { type: "json" };
import { testCatalogue } from "./test-catalogue.ts";

test.each([
  ["sign-in", signIn],
  ["fan-out", fanOut],
  ["each", each],
  ["ticket", ticket],
])("%s", async (name, graph) => {
  const { plan, diagnostics } = compile(graph, { name, catalogue: testCatalogue });
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error("There is no plan.");
  const text = serializePlan(plan);
  await expect(`${JSON.stringify(JSON.parse(text), null, 2)}\n`).toMatchFileSnapshot(
    `golden/${name}.plan.txt`,
  );
  expect(parsePlan(text)).toEqual(plan);
  expect(serializePlan(parsePlan(text))).toBe(text);
});

test("a plan for another engine is refused", () => {
  const { plan } = compile(fanOut, { name: "x", catalogue: testCatalogue });
  expect(() => parsePlan(JSON.stringify({ ...plan, ir: 2 }))).toThrow(/ir 2/);
  expect(() => parsePlan(JSON.stringify({ ...plan, semantics: 7 }))).toThrow(/semantics 7/);
});
