import { decodeData, encodeData } from "@riposte/template";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Catalogue } from "../catalogue.ts";
import { loopRun } from "../engine/loops/loop-run.ts";
import { graph } from "../graph.ts";
import type { JsonObject } from "../plan.ts";
import { containsValue } from "../types/contains-value.ts";
import { wordsOf } from "../types/words.ts";
import { compile } from "./compile.ts";
import { makeDraft } from "./draft.ts";
import { makeStepTypes } from "./step-types.ts";
import { testCatalogue } from "./test-catalogue.ts";

const ITEM: JsonObject = {
  type: "object",
  properties: { id: { type: "string" }, n: { type: "integer" }, maybe: { type: "string" } },
  required: ["id", "n"],
  additionalProperties: false,
};
const EVENT: JsonObject = {
  type: "object",
  properties: {
    rows: { type: "array", items: ITEM },
    by: { type: "object", additionalProperties: ITEM },
    text: { type: "string" },
  },
  required: ["rows", "by", "text"],
  additionalProperties: false,
};
const catalogue: Catalogue = {
  ...testCatalogue,
  triggers: new Map([
    ["typed", { key: "typed", name: "Typed", description: "", config: { type: "object" }, event: EVENT }],
  ]),
};

const row = fc.record(
  { id: fc.constantFrom("a", "b"), n: fc.nat(3), maybe: fc.constantFrom("x", "") },
  {
    requiredKeys: ["id", "n"],
  },
);
const event = fc.record({
  rows: fc.array(row, { maxLength: 2 }),
  by: fc.dictionary(fc.constantFrom("p", "q"), row, { maxKeys: 2 }),
  text: fc.constantFrom("", "one\ntwo"),
});
const over = fc.constantFrom<unknown>(
  "{{ trigger.rows }}",
  "{{ trigger.by }}",
  "{{ trigger.text }}",
  "{{ trigger.rows | map(attribute='maybe') | list }}",
  "{{ trigger.rows + [1, none] }}",
  "{{ vars.v }}",
  "{{ range(2) | list }}",
  [],
  [1, "a", { id: "{{ trigger.text }}" }],
  { k: "{{ trigger.rows }}", l: 1.5 },
);
const inner = fc.constantFrom<unknown>("{{ item }}", "{{ [item, loop] }}", "{{ item.value }}", "ab\nc");
const value = fc.constantFrom(
  "{{ item }}",
  "{{ item.id | default(none) }}",
  "{{ item.value.maybe | default(1) }}",
  "{{ loop }}",
  "{{ loop.item.key | default('k') ~ loop.index }}",
  "{{ vars.v }}",
  "{{ vars.v[0] }}",
  "{{ loop.first and loop.index0 }}",
  "{{ [item, vars] | first }}",
);
/** Not the variable itself: appended to itself it doubles with each iteration. */
const appended = value.filter((text) => !text.includes("vars"));
const operation = fc.constantFrom("set", "append", "remove", "unset");
const onItemFailure = fc.constantFrom("stop", "skip", "collect");

test("what loops visit, give and leave in variables is of the types inferred for it", () => {
  let worked = 0;
  fc.assert(
    fc.property(
      fc.record({
        event,
        over,
        inner,
        first: value,
        second: appended,
        operation,
        onItemFailure,
        isWhile: fc.boolean(),
        isDeep: fc.boolean(),
      }),
      (made) => {
        const drawn = graph.parse(drawing(made));
        const { plan } = compile(drawn, { name: "test", catalogue });
        if (plan === null) return;
        const draft = makeDraft(drawn, catalogue);
        const types = makeStepTypes({ ...draft, flow: null, variableFlow: { isSet: () => true } });
        for (const command of loopRun(plan, made.event).commands) {
          if (command.kind !== "record" || command.record.output?.kind !== "inline") continue;
          const { step, state, output } = command.record;
          const node = draft.stepsById.get(step);
          if (node === undefined || state !== "done") continue;
          const found = decodeData(output.json);
          worked += 1;
          const type = types.outputOf(node);
          expect(containsValue(type, found), `${step}: ${encodeData(found)} is not ${wordsOf(type)}`).toBe(
            true,
          );
        }
      },
    ),
    { numRuns: Number(process.env["SOUNDNESS_RUNS"] ?? 40) },
  );
  expect(worked).toBeGreaterThan(100);
}, 120_000);

interface Made {
  readonly over: unknown;
  readonly inner: unknown;
  readonly first: string;
  readonly second: string;
  readonly operation: string;
  readonly onItemFailure: string;
  readonly isWhile: boolean;
  /** The innermost step reads what is around its loop. */
  readonly isDeep: boolean;
}

function drawing({ over, inner, first, second, operation, onItemFailure, isWhile, isDeep }: Made) {
  const set = (id: string, assignment: object, parent?: string) => ({
    id,
    name: id,
    kind: "set",
    assignments: [{ name: "v", ...assignment }],
    ...(parent === undefined ? {} : { parent }),
  });
  const within = isWhile
    ? { kind: "while", condition: "loop.index < 3", collect: first }
    : { kind: "for_each", over: inner, collect: [first, "{{ steps.two.v }}"] };
  const around = isWhile ? "{{ [loop.previous, loop.parent.item] }}" : "{{ [loop.last, loop.parent] }}";
  return {
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "typed" },
      set("zero", { value: [] }),
      {
        id: "outer",
        name: "outer",
        kind: "for_each",
        over,
        onItemFailure,
        collect: { it: second, all: "{{ steps.in }}" },
      },
      set("one", { value: first, operation }, "outer"),
      { id: "in", name: "in", parent: "outer", ...within },
      set("two", { value: isDeep ? around : second, operation: "append" }, "in"),
      set("end", { value: "{{ [steps.outer.results, vars.v] }}" }),
    ],
    edges: [
      ["t", "zero"],
      ["zero", "outer"],
      ["outer", "one", "each"],
      ["one", "in"],
      ["in", "two", "each"],
      ["outer", "end"],
    ].map(([from, to, port = "default"]) => ({ from, to, port })),
  };
}
