import type { JsonObject } from "@riposte/plan";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyOperations, invert } from "./apply.ts";
import { edge, graph, id, IDS, key, node, position, value } from "./arbitrary-graph.ts";
import { bringBack } from "./bring-back.ts";
import { conflictsBetween } from "./conflicts.ts";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import { diff } from "./diff.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { rebase } from "./rebase.ts";

const field = fc
  .tuple(
    fc.constantFrom("body", "note", "name"),
    fc.array(fc.oneof(key, fc.nat({ max: 2 })), { maxLength: 3 }),
  )
  .map(([first, rest]) => [first, ...rest]);

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  node.map((made): Operation => ({ op: "add_node", node: made })),
  id.map((gone): Operation => ({ op: "remove_node", node: gone })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(id, field, value)
      .map(([on, path, to]) => ({ op: "set", node: on, field: path, value: to }) as Operation),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(id, field).map(([on, path]): Operation => ({ op: "set", node: on, field: path })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(id, fc.option(id))
      .map(([on, to]): Operation =>
        to === null
          ? { op: "set", node: on, field: ["parent"] }
          : { op: "set", node: on, field: ["parent"], value: to },
      ),
  },
  fc.tuple(id, position).map(([on, to]): Operation => ({ op: "move", node: on, ...to })),
  edge.map((made): Operation => ({ op: "add_edge", edge: made })),
  edge.map((gone): Operation => ({ op: "remove_edge", edge: gone })),
);
const wishes = fc.array(anyOperation, { maxLength: 8 });

/** Those of the wishes that fit, one after the other; the removal of a step takes its edges along. */
function fitting(start: DraftGraph, wanted: readonly Operation[]): Operation[] {
  const done: Operation[] = [];
  let now = start;
  for (const wish of wanted) {
    const edges =
      wish.op === "remove_node"
        ? now.edges.filter(({ from, to }) => from === wish.node || to === wish.node)
        : [];
    const step = [...edges.map((gone): Operation => ({ op: "remove_edge", edge: gone })), wish];
    try {
      now = applyOperations(now, step);
      done.push(...step);
    } catch {
      // It does not fit: somebody else's wish.
    }
  }
  return done;
}

function unordered({ nodes, edges }: DraftGraph) {
  const byId = (a: DraftNode, b: DraftNode) => a.id.localeCompare(b.id);
  const byKey = (a: DraftEdge, b: DraftEdge) => edgeKey(a).localeCompare(edgeKey(b));
  return { nodes: nodes.toSorted(byId), edges: edges.toSorted(byKey) };
}

function freeze<T>(thing: T): T {
  if (typeof thing === "object" && thing !== null && !Object.isFrozen(thing)) {
    Object.freeze(thing);
    Object.values(thing as JsonObject).forEach(freeze);
  }
  return thing;
}

test("taking back what was done leads to where it began, order and all; nothing given is changed", () => {
  fc.assert(
    fc.property(graph, wishes, (start, wanted) => {
      const operations = freeze(fitting(freeze(start), wanted));
      const after = freeze(applyOperations(start, operations));
      const inverse = invert(operations, start);
      expect(applyOperations(after, inverse)).toEqual(start);
      for (const each of inverse) expect(operation.safeParse(each).error).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test("the difference leads from the one to the other", () => {
  fc.assert(
    fc.property(graph, graph, (before, after) => {
      const operations = diff(freeze(before), freeze(after));
      expect(unordered(applyOperations(before, operations))).toEqual(unordered(after));
      for (const each of operations) expect(operation.safeParse(each).error).toBeUndefined();
      expect(diff(before, before)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("batches that do not meet lead to the same graph, whichever comes first", () => {
  let merged = 0;
  fc.assert(
    fc.property(graph, wishes, wishes, (start, wantedByMe, wantedByThem) => {
      const [mine, theirs] = [fitting(start, wantedByMe), fitting(start, wantedByThem)];
      const met = conflictsBetween(mine, theirs).length > 0;
      expect(conflictsBetween(theirs, mine).length > 0).toBe(met);
      fc.pre(!met && mine.length > 0 && theirs.length > 0);
      merged += 1;
      const theyFirst = applyOperations(applyOperations(start, theirs), rebase(mine, theirs).operations);
      const meFirst = applyOperations(applyOperations(start, mine), rebase(theirs, mine).operations);
      expect(unplaced(theyFirst)).toEqual(unplaced(meFirst));
    }),
    { numRuns: 1_000 },
  );
  expect(merged).toBeGreaterThan(500);
});

/** Of two moves the last one wins. */
function unplaced(made: DraftGraph) {
  const { nodes, edges } = unordered(made);
  return { nodes: nodes.map(({ position: _position, ...rest }) => rest), edges };
}

/** Steps stand in loops that are there, and no connection crosses a border. */
function isWhole({ nodes, edges }: DraftGraph): boolean {
  const byId = new Map(nodes.map((made) => [made.id, made]));
  const standsWell = nodes.every(
    ({ parent }) =>
      parent === undefined || (typeof parent === "string" && byId.get(parent)?.kind === "for_each"),
  );
  return (
    standsWell &&
    edges.every(({ from, port, to }) => {
      const source = byId.get(from);
      const entersBody = source?.kind === "for_each" && port === "each";
      return (entersBody ? from : source?.["parent"]) === byId.get(to)?.["parent"];
    })
  );
}

/** Without what makes it less than whole. */
function whole(made: DraftGraph): DraftGraph {
  const loops = new Set(made.nodes.filter((one) => one.kind === "for_each").map((one) => one.id));
  const nodes = made.nodes.map(({ parent, ...rest }) =>
    typeof parent === "string" && loops.has(parent) ? { ...rest, parent } : rest,
  ) as DraftNode[];
  const edges = made.edges.filter((one) => isWhole({ schema: 1, nodes, edges: [one] }));
  return { schema: 1, nodes, edges };
}

/** Of the wishes, those that leave it whole; who moves a step takes the connections off that would cross. */
function wholeOnes(start: DraftGraph, wanted: readonly Operation[]): Operation[] {
  const done: Operation[] = [];
  let now = start;
  for (const wish of wanted) {
    const step = fitting(now, [wish]);
    const after = applyOperations(now, step);
    const crossing = after.edges.filter((one) => !isWhole({ ...after, edges: [one] }));
    const all = [...crossing.map((gone): Operation => ({ op: "remove_edge", edge: gone })), ...step];
    if (wish.op === "add_edge" && crossing.length > 0) continue;
    const result = applyOperations(now, all);
    if (!isWhole(result)) continue;
    now = result;
    done.push(...all);
  }
  return done;
}

test("what was whole on both sides is whole together: nothing stands in a loop that is gone, nothing crosses a border", () => {
  let merged = 0;
  let moved = 0;
  fc.assert(
    fc.property(graph.map(whole), wishes, wishes, (start, wantedByMe, wantedByThem) => {
      const [mine, theirs] = [wholeOnes(start, wantedByMe), wholeOnes(start, wantedByThem)];
      fc.pre(mine.length > 0 && theirs.length > 0 && conflictsBetween(mine, theirs).length === 0);
      merged += 1;
      if (mine.some((each) => each.op === "set" && each.field[0] === "parent")) moved += 1;
      const both = applyOperations(applyOperations(start, theirs), rebase(mine, theirs).operations);
      expect(isWhole(both)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
  expect(merged).toBeGreaterThan(500);
  expect(moved).toBeGreaterThan(50);
});

const some = fc.subarray(IDS, { minLength: 1 });

test("all that somebody removed comes back as it was; of it some steps, with what connects them to what is there", () => {
  let partial = 0;
  fc.assert(
    fc.property(graph.map(whole), some, some, (start, gone, wanted) => {
      const removed = fitting(
        start,
        gone.map((each): Operation => ({ op: "remove_node", node: each })),
      );
      const after = applyOperations(start, removed);
      const inverse = freeze(invert(removed, start));
      expect(unordered(applyOperations(after, bringBack(inverse, new Set(gone), after)))).toEqual(
        unordered(start),
      );

      const ids = new Set(gone.filter((each) => wanted.includes(each)));
      const back = applyOperations(after, bringBack(inverse, ids, after));
      const there = new Set(back.nodes.map((made) => made.id));
      const loose = ({ parent, ...rest }: DraftNode) =>
        typeof parent === "string" && !there.has(parent) ? rest : { ...rest, parent };
      const expected = start.nodes.filter((made) => there.has(made.id));
      expect(unordered({ ...back, edges: [] }).nodes).toEqual(
        unordered({ ...start, nodes: expected, edges: [] }).nodes.map((made) =>
          ids.has(made.id) ? clean(loose(made)) : made,
        ),
      );
      expect([...there].filter((each) => gone.includes(each)).toSorted()).toEqual(
        start.nodes
          .map((made) => made.id)
          .filter((each) => ids.has(each))
          .toSorted(),
      );
      expect(
        isWhole({ ...back, edges: back.edges.filter(({ from, to }) => ids.has(from) || ids.has(to)) }),
      ).toBe(isWhole({ ...back, edges: [] }));
      if (ids.size < gone.length) partial += 1;
    }),
    { numRuns: 1_000 },
  );
  expect(partial).toBeGreaterThan(100);
});

function clean(node: object) {
  return Object.fromEntries(Object.entries(node).filter(([, held]) => held !== undefined));
}

test("steps come back whatever else was done to them before, and nothing crosses a border", () => {
  let brought = 0;
  fc.assert(
    fc.property(graph.map(whole), wishes, (start, wanted) => {
      const theirs = wholeOnes(start, wanted);
      const after = applyOperations(start, theirs);
      const lost = start.nodes
        .map((made) => made.id)
        .filter((each) => after.nodes.every((made) => made.id !== each));
      fc.pre(lost.length > 0);
      brought += 1;
      const back = applyOperations(after, bringBack(invert(theirs, start), new Set(lost), after));
      expect(back.nodes.map((made) => made.id)).toEqual(expect.arrayContaining(lost));
      expect(isWhole(back)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
  expect(brought).toBeGreaterThan(200);
});
