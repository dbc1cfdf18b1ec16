import type { DraftGraph, Operation } from "@riposte/draft";
import { applyOperations, conflictsBetween, DraftError, edgeKey, invert } from "@riposte/draft";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changed, makeCore, received, resolved } from "./draft-core.ts";
import type { Core } from "./draft-core.ts";
import type { Choice } from "./draft-state.ts";

const IDS = ["a", "b", "c", "d"];
const id = fc.constantFrom(...IDS);
const start: DraftGraph = {
  schema: 1,
  nodes: ["a", "b", "c"].map((each) => ({ id: each, kind: "wait" as const, name: each })),
  edges: [
    { from: "a", port: "default", to: "b" },
    { from: "b", port: "default", to: "c" },
  ],
};

const wish: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 2, arbitrary: id.map((node): Operation => ({ op: "remove_node", node })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(id, fc.constantFrom("label", "note"), fc.constantFrom("x", "y", "z"))
      .map(([node, field, value]): Operation => ({ op: "set", node, field: [field], value })),
  },
  fc.tuple(id, id).map(([from, to]): Operation => ({ op: "add_edge", edge: { from, port: "default", to } })),
);
const add = fc.constant<Operation>({ op: "add_node", node: { id: "d", kind: "wait", name: "d" } });
const gestures = fc.array(wish, { minLength: 1, maxLength: 6 });
/** Ids are drawn: nobody else adds the same step. */
const ownGestures = fc.array(fc.oneof({ weight: 8, arbitrary: wish }, add), { minLength: 1, maxLength: 6 });

/** Those that fit, one gesture each; the removal of a step takes its connections along. */
function fitting(graph: DraftGraph, wishes: readonly Operation[]): Operation[][] {
  let now = graph;
  return wishes.flatMap((one) => {
    const edges = now.edges.filter(
      ({ from, to }) => one.op === "remove_node" && [from, to].includes(one.node),
    );
    const gesture = [...edges.map((edge): Operation => ({ op: "remove_edge", edge })), one];
    try {
      now = applyOperations(now, gesture);
      return [gesture];
    } catch (error) {
      if (error instanceof DraftError) return [];
      throw error;
    }
  });
}

function inConflict(wantedByMe: readonly Operation[], wantedByThem: readonly Operation[]): Core | null {
  const mine = fitting(start, wantedByMe);
  let core = makeCore(start, 0);
  for (const [at, operations] of mine.entries())
    core = changed(core, { id: `mine-${at}`, label: "Mine", operations }, false);
  let confirmed = start;
  for (const [at, operations] of fitting(start, wantedByThem).entries()) {
    const inverse = invert(operations, confirmed);
    confirmed = applyOperations(confirmed, operations);
    core = received(core, { batches: [{ operations, inverse, by: "ann" }], confirmed, revision: at + 1 });
  }
  return core.conflicts.length === 0 ? null : core;
}

const choose = (core: Core, choice: Choice) =>
  resolved(
    core,
    core.conflicts.map(() => choice),
    "back",
  );

test("who keeps all that is theirs finds it: every text, every connection, and nothing that was deleted", () => {
  fc.assert(
    fc.property(ownGestures, gestures, (mine, theirs) => {
      const core = inConflict(mine, theirs);
      fc.pre(core !== null);
      const wanted = core.pending.flatMap(({ operations }) => operations);
      const { graph, pending, confirmed } = choose(core, "mine");
      for (const [at, one] of wanted.entries()) {
        const isTakenBack = wanted.slice(at + 1).some((later) => isAbout(later, one));
        if (isTakenBack) continue;
        const node = (which: string) => graph.nodes.find((each) => each.id === which);
        if (one.op === "set") expect(node(one.node)?.[String(one.field[0])]).toBe(one.value);
        if (one.op === "remove_node") expect(node(one.node)).toBeUndefined();
        if (one.op === "add_edge") expect(graph.edges.map(edgeKey)).toContain(edgeKey(one.edge));
      }
      expect(pending.reduce((sum, { operations }) => applyOperations(sum, operations), confirmed)).toEqual(
        graph,
      );
    }),
    { numRuns: 2_000 },
  );
});

/** It writes the same place anew, or takes away what it is about. */
function isAbout(later: Operation, one: Operation): boolean {
  if (later.op === "remove_node" || later.op === "add_node") {
    const node = later.op === "add_node" ? later.node.id : later.node;
    if (one.op === "add_edge") return one.edge.from === node || one.edge.to === node;
    return "node" in one && (one.op === "add_node" ? one.node.id : one.node) === node;
  }
  if (later.op === "set")
    return one.op === "set" && one.node === later.node && one.field.join(".") === later.field.join(".");
  return later.op === "remove_edge" && one.op === "add_edge" && edgeKey(later.edge) === edgeKey(one.edge);
}

test("who takes all of the others' keeps only what nobody disagrees with", () => {
  fc.assert(
    fc.property(ownGestures, gestures, (mine, theirs) => {
      const core = inConflict(mine, theirs);
      fc.pre(core !== null);
      const did = core.theirs.flatMap(({ operations }) => operations);
      const left = choose(core, "theirs").pending.flatMap(({ operations }) => operations);
      expect(conflictsBetween(left, did)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
