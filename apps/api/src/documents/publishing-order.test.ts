import fc from "fast-check";
import { expect, test } from "vitest";
import { publishingOrder } from "./publishing-order.ts";

interface Needs {
  readonly calls?: readonly string[];
  readonly awaits?: readonly string[];
  readonly onError?: string | undefined;
}

function document(name: string, { calls = [], awaits = [], onError }: Needs = {}) {
  const nodes = [
    { id: "t", kind: "trigger", name: "t", trigger: "call", ...(onError === undefined ? {} : { onError }) },
    ...calls.map((playbook, at) => ({ id: `c${at}`, kind: "sub_playbook", playbook })),
    ...awaits.map((playbook, at) => ({ id: `w${at}`, kind: "wait_event", source: `webhook:${playbook}` })),
  ];
  return { name, graph: { nodes, edges: [] } };
}

const order = (...documents: Parameters<typeof publishingOrder>[0]) =>
  publishingOrder(documents).map(([, { name }]) => name);

test("by name where nothing else matters, whatever stands for a graph", () => {
  expect(
    order({ name: "c", graph: "no graph" }, document("b", { calls: ["elsewhere"] }), { name: "a" }),
  ).toEqual(["a", "b", "c"]);
});

test("what is called, starts on an error or is awaited comes before, also by way of each other", () => {
  const caller = document("A", { calls: ["C"] });
  const waiting = document("C", { awaits: ["W"], onError: "Z" });
  expect(order(caller, waiting, document("W"), document("Z"))).toEqual(["W", "Z", "C", "A"]);
});

const NAMES = ["A", "B", "C", "D", "E", "F", "G", "H"];

interface Drawn {
  readonly needs: readonly (readonly [string, Needs])[];
  readonly given: readonly string[];
}

/** Each may need those before it in one row, in any of the three ways; the documents stand in another. */
const acyclic: fc.Arbitrary<Drawn> = fc.shuffledSubarray(NAMES, { minLength: NAMES.length }).chain((row) =>
  fc.record({
    needs: fc.tuple(...row.map((name, at) => fc.tuple(fc.constant(name), needs(row.slice(0, at))))),
    given: fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
  }),
);

function needs(earlier: readonly string[]): fc.Arbitrary<Needs> {
  const some = fc.subarray([...earlier], { maxLength: Math.min(3, earlier.length) });
  return fc.record({ calls: some, awaits: some, onError: fc.constantFrom(undefined, ...earlier) });
}

test("nothing comes before what it needs, in whatever order the documents stand", () => {
  fc.assert(
    fc.property(acyclic, ({ needs, given }) => {
      const of = new Map(needs);
      const ordered = publishingOrder(given.map((name) => document(name, of.get(name))));
      expect(ordered.map(([at]) => given[at])).toEqual(ordered.map(([, { name }]) => name));
      const placed = ordered.map(([, { name }]) => name);
      expect(placed.toSorted()).toEqual(NAMES);
      for (const [name, { calls = [], awaits = [], onError }] of needs)
        for (const other of [...calls, ...awaits, ...(onError === undefined ? [] : [onError])])
          expect(placed.indexOf(other)).toBeLessThan(placed.indexOf(name));
    }),
  );
});

test("each is there once also where they need each other, or themselves", () => {
  const documents = [
    document("A", { calls: ["B"] }),
    document("B", { awaits: ["A"] }),
    document("C", { awaits: ["C"], onError: "A" }),
  ];
  const ordered = publishingOrder(documents);
  expect(ordered.map(([at]) => at).toSorted()).toEqual([0, 1, 2]);
  for (const [at, one] of ordered) expect(one).toBe(documents[at]);
});
