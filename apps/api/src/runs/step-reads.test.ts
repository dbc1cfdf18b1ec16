import type { PlanStep } from "@riposte/plan";
import { decodeData } from "@riposte/template";
import type { Data } from "@riposte/template";
import { expect, test } from "vitest";
import { readsOf } from "./step-reads.ts";

const STEPS = decodeData('{"s": {"items": [{"uuid": 1}], "title": "A"}}');

function read(text: string) {
  const step = { kind: "fail", message: text } as unknown as PlanStep;
  const context = new Map<string, Data>([["steps", STEPS]]);
  return readsOf(step, { context, isKnown: () => true, whyNot: () => null }).map(
    ({ path, value, method }) => ({
      path,
      value,
      method,
    }),
  );
}

test("a field that is called like a method is no value after a dot, and is in brackets", () => {
  const method = { name: "items", of: "steps.s", field: "steps.s['items']" };
  expect(read("{{ steps.s.items | map('upper') }}")).toEqual([
    { path: "steps.s.items", value: null, method },
  ]);
  expect(read("{{ steps.s['items'] }}")).toEqual([
    { path: "steps.s.items", value: '[{"uuid":1}]', method: null },
  ]);
  expect(read("{{ steps.s.copy }}")[0]?.method).toEqual({ name: "copy", of: "steps.s", field: null });
  expect(read("{{ steps.s.title }}")).toEqual([{ path: "steps.s.title", value: '"A"', method: null }]);
});
