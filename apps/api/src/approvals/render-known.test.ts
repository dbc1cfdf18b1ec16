import type { TemplateTree } from "@riposte/plan";
import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { foresee } from "./render-known.ts";

const context = new Map(
  Object.entries({
    trigger: { host: "web-1", now: "noon", title: "{{ secrets.all }}", tags: ["a", "b"], n: 2 },
  }).map(([name, value]) => [name, fromPlain(value)] as const),
);
const whyNot = ({ path: [root] }: { readonly path: readonly (string | number)[] }) =>
  root === "steps" ? "it has not run yet" : null;
const values = { context, whyNot, isKnown: (reference: Parameters<typeof whyNot>[0]) => !whyNot(reference) };

function partsOf(tree: TemplateTree): readonly string[] {
  return foresee(tree, values).parts.map(({ kind, text }) => (kind === "known" ? text : `<${text}>`));
}

test.each<readonly [string, TemplateTree, readonly string[]]>([
  ["a value that holds braces is known", "{{ trigger.title }}", ["{{ secrets.all }}"]],
  [
    "beside what is open it stays known",
    "{{ trigger.title }} {{ steps.a.x }}",
    ["{{ secrets.all }} ", "<{{ steps.a.x }}>"],
  ],
  ["words and fields called now are no clock", "Now, now: {{ trigger.now }}", ["Now, now: noon"]],
  [
    "blocks are told one by one",
    "{% if trigger.n > 1 %}many{% endif %} {% if steps.a.x %}yes{% endif %}",
    ["many ", "<{% if steps.a.x %}yes{% endif %}>"],
  ],
  ["a list of texts", ["{{ trigger.host }}", "{{ steps.a.x }}"], ["web-1, ", "<{{ steps.a.x }}>"]],
  [
    "an object, with what is open in its quotes",
    { host: "{{ trigger.host }}", note: 'say "{{ steps.a.x }}"', tags: "{{ trigger.tags }}" },
    ['{"host": "web-1", "note": "say \\"', "<{{ steps.a.x }}>", '\\"", "tags": ["a","b"]}'],
  ],
])("%s", (_, tree, parts) => {
  expect(partsOf(tree)).toEqual(parts);
});

test("what is open says what in it is not known, and why, and what is", () => {
  expect(foresee("{{ steps.a.x or trigger.host }} at {{ utcnow() }}", values).open).toEqual([
    {
      text: "{{ steps.a.x or trigger.host }}",
      why: [{ path: "steps.a.x", because: "it has not run yet" }],
      known: [{ path: "trigger.host", json: '"web-1"', length: 7 }],
    },
    {
      text: "{{ utcnow() }}",
      why: [{ path: "utcnow", because: "it is the time at which the step runs" }],
      known: [],
    },
  ]);
});

test("what fails with what is known is no question of time", () => {
  expect(foresee("{{ trigger.host.a.b }}", values)).toMatchObject({
    open: [{ why: [] }],
    faults: ["'str object' has no attribute 'a'"],
  });
});
