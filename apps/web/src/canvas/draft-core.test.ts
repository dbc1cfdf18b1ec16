import type { Batch, DraftGraph, Operation } from "@riposte/draft";
import { applyOperations, invert } from "@riposte/draft";
import type { JsonValue } from "@riposte/plan";
import { describe, expect, test } from "vitest";
import {
  acknowledged,
  adopted,
  changed,
  makeCore,
  received,
  redone,
  resolved,
  sendable,
  undone,
  withheld,
} from "./draft-core.ts";
import type { Core } from "./draft-core.ts";
import { stacksOf } from "./undo-entry.ts";

const start: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", position: { x: 0, y: 0 } },
    { id: "a", kind: "fail", name: "give_up", message: "no" },
  ],
  edges: [{ from: "t", port: "default", to: "a" }],
};

let count = 0;
function batch(...operations: Operation[]): Batch {
  count += 1;
  return { id: `batch-${count}`, label: `Change ${count}`, operations };
}

function write(value: string, node = "a"): Operation {
  return { op: "set", node, field: ["message"], value };
}

function messageOf(graph: DraftGraph): unknown {
  return graph.nodes.find(({ id }) => id === "a")?.["message"];
}

describe("undo", () => {
  test("typing in one field is one batch and one undo", () => {
    let core = changed(makeCore(start, 1), batch(write("y")), false);
    core = changed(core, batch(write("ye")), true);
    core = changed(core, batch(write("yes")), true);
    expect(core.pending).toHaveLength(1);
    expect(messageOf(core.graph)).toBe("yes");
    core = undone(core, "undo-0001").core;
    expect(messageOf(core.graph)).toBe("no");
    core = redone(core, "redo-0001").core;
    expect(messageOf(core.graph)).toBe("yes");
  });

  test("a number that becomes a template is there again, however fast it was changed", () => {
    const wait = (value: JsonValue): Operation => ({ op: "set", node: "a", field: ["seconds"], value });
    const secondsOf = ({ graph }: Core) => graph.nodes.find(({ id }) => id === "a")?.["seconds"];
    let core = changed(makeCore(start, 1), batch(wait(30)), false);
    core = changed(core, batch(wait(300)), true);
    core = changed(core, batch(wait("{{  }}")), true);
    core = changed(core, batch(wait("{{ trigger.n }}")), true);
    core = undone(core, "undo-0002").core;
    expect(secondsOf(core)).toBe(300);
    core = undone(core, "undo-0003").core;
    expect(secondsOf(core)).toBeUndefined();
  });

  test("nothing is merged into what is on its way", () => {
    let core = changed(makeCore(start, 1), batch(write("y")), false);
    core = changed({ ...core, sent: new Set([`batch-${count}`]) }, batch(write("ye")), true);
    expect(core.pending).toHaveLength(2);
  });

  test("goes back 300 steps and forth again", () => {
    let core = makeCore(start, 1);
    for (let at = 0; at < 300; at++) core = changed(core, batch(write(`${at}`)), false);
    for (let at = 0; at < 300; at++) core = undone(core, `undo-${at}-xx`).core;
    expect(core.graph.nodes).toEqual(start.nodes);
    for (let at = 0; at < 300; at++) core = redone(core, `redo-${at}-xx`).core;
    expect(messageOf(core.graph)).toBe("299");
  });

  test("leaves what somebody else has changed since", () => {
    let core = changed(makeCore(start, 1), batch(write("mine")), false);
    for (const saved of core.pending) core = acknowledged(core, saved, 2);
    const theirs = [write("theirs")];
    const confirmed = applyOperations(core.confirmed, theirs);
    core = received(core, {
      batches: [{ operations: theirs, inverse: [], by: "ann" }],
      confirmed,
      revision: 3,
    });
    const { core: after, refused } = undone(core, "undo-0002");
    expect(refused).not.toBeNull();
    expect(messageOf(after.graph)).toBe("theirs");
  });

  test("a removed step comes back with its edges", () => {
    const operations: Operation[] = [
      { op: "remove_edge", edge: { from: "t", port: "default", to: "a" } },
      { op: "remove_node", node: "a" },
    ];
    const core = changed(makeCore(start, 1), batch(...operations), false);
    expect(core.graph.nodes).toHaveLength(1);
    expect(undone(core, "undo-0003").core.graph).toEqual(start);
  });

  test("after a reload the stacks are what the history says", () => {
    const entry = { label: "Change", operations: [write("x")], inverse: [write("no")], revision: 1 };
    const { undo, redo } = stacksOf([
      { ...entry, id: "one", undoes: null },
      { ...entry, id: "two", undoes: null },
      { ...entry, id: "three", undoes: "two" },
      { ...entry, id: "four", undoes: "one" },
      { ...entry, id: "five", undoes: "four" },
    ]);
    expect(undo.map(({ id }) => id)).toEqual(["five"]);
    expect(redo.map(({ id }) => id)).toEqual(["three"]);
  });
});

describe("others", () => {
  const theirs = [write("theirs")];
  const confirmed = applyOperations(start, theirs);
  const news = { batches: [{ operations: theirs, inverse: [], by: "ann" }], confirmed, revision: 2 };

  test("what they change elsewhere goes under what is not saved yet", () => {
    let core = changed(makeCore(start, 1), batch({ op: "move", node: "t", x: 8, y: 8 }), false);
    core = received(core, news);
    expect(core.conflicts).toEqual([]);
    expect(messageOf(core.graph)).toBe("theirs");
    expect(core.graph.nodes[0]?.position).toEqual({ x: 8, y: 8 });
    expect(core.base).toBe(2);
  });

  test.each([
    ["mine", "mine", 1],
    ["theirs", "theirs", 0],
  ] as const)("the same field is a conflict; %s wins when chosen", (choice, message, left) => {
    let core = changed(makeCore(start, 1), batch(write("mine")), false);
    core = received(core, news);
    expect(core.conflicts).toMatchObject([{ node: "a", field: "message", by: "ann" }]);
    core = resolved(core, [choice], "back-0001");
    expect(core.conflicts).toEqual([]);
    expect(messageOf(core.graph)).toBe(message);
    expect(core.pending).toHaveLength(left);
  });

  test("what is kept is taken back to what they had written, what is given is nothing to take back", () => {
    const asked = received(changed(makeCore(start, 1), batch(write("mine")), false), news);
    const kept = undone(resolved(asked, ["mine"], "back-0001"), "undo-0004");
    expect([kept.refused, messageOf(kept.core.graph)]).toEqual([null, "theirs"]);
    expect(resolved(asked, ["theirs"], "back-0001").undo).toEqual([]);
  });

  test("what a page left behind in a conflict can be taken back when it is decided", () => {
    const left = received({ ...makeCore(start, 1), pending: [batch(write("mine"))] }, news);
    const core = resolved(left, ["mine"], "back-0001");
    expect(messageOf(core.graph)).toBe("mine");
    expect(messageOf(undone(core, "undo-0005").core.graph)).toBe("theirs");
  });

  describe("a step that I changed, and then removed, while they changed it", () => {
    const removal: Operation[] = [
      { op: "remove_edge", edge: { from: "t", port: "default", to: "a" } },
      { op: "remove_node", node: "a" },
    ];
    const asked = () => {
      const typed = changed(makeCore(start, 1), batch(write("mine")), false);
      return received(changed(typed, batch(...removal), false), news);
    };

    test("is one question, that names the step as they have it", () => {
      expect(asked().conflicts).toMatchObject([
        { node: "a", field: null, mine: { op: "remove_node" }, step: { id: "a", message: "theirs" } },
      ]);
    });

    test("stays with what they wrote, or goes", () => {
      const theirs = resolved(asked(), ["theirs"], "back-0001");
      expect(theirs.graph).toEqual(confirmed);
      const mine = resolved(asked(), ["mine"], "back-0001");
      expect(mine.graph.nodes.map(({ id }) => id)).toEqual(["t"]);
    });
  });

  describe("a step that they removed and I am changing", () => {
    const operations: Operation[] = [
      { op: "remove_edge", edge: { from: "t", port: "default", to: "a" } },
      { op: "remove_node", node: "a" },
    ];
    const confirmed = applyOperations(start, operations);
    const removal = { operations, inverse: invert(operations, start), by: "ann" };
    const asked = () =>
      received(changed(makeCore(start, 1), batch(write("mine")), false), {
        batches: [removal],
        confirmed,
        revision: 2,
      });

    test("stays in sight until it is decided, and one may type on", () => {
      const core = asked();
      expect(core.conflicts).toMatchObject([{ node: "a", field: "message", theirs: { op: "remove_node" } }]);
      expect(messageOf(core.graph)).toBe("mine");
      expect(core.graph.edges).toEqual(start.edges);
      const longer = changed(core, batch(write("mine, longer")), true);
      expect(messageOf(longer.graph)).toBe("mine, longer");
      expect(longer.pending).toHaveLength(1);
    });

    test("goes, with my change, when I let it", () => {
      const core = resolved(asked(), ["theirs"], "back-0001");
      expect(core.graph).toEqual(confirmed);
      expect(core.pending).toEqual([]);
    });

    test("comes back with my change and its connections, when I keep mine; to undo both leaves it removed", () => {
      let core = resolved(asked(), ["mine"], "back-0001");
      const kept = applyOperations(start, [write("mine")]);
      expect(core.graph).toEqual(kept);
      expect(core.pending.reduce((sum, each) => applyOperations(sum, each.operations), confirmed)).toEqual(
        kept,
      );
      core = undone(undone(core, "undo-0001").core, "undo-0002").core;
      expect(core.graph).toEqual(confirmed);
    });
  });

  test("a step that I removed is removed when I keep mine, with what they have connected to it", () => {
    const mine: Operation[] = [
      { op: "remove_edge", edge: { from: "t", port: "default", to: "a" } },
      { op: "remove_node", node: "a" },
    ];
    const operations: Operation[] = [{ op: "add_edge", edge: { from: "t", port: "on_failure", to: "a" } }];
    let core = received(changed(makeCore(start, 1), batch(...mine), false), {
      batches: [{ operations, inverse: [], by: "ann" }],
      confirmed: applyOperations(start, operations),
      revision: 2,
    });
    expect(core.conflicts).not.toEqual([]);
    core = resolved(
      core,
      core.conflicts.map(() => "mine"),
      "back-0001",
    );
    expect(core.graph).toEqual(applyOperations(start, mine));
  });
});

test("what a page left behind comes on top of what the server has", () => {
  const core = adopted(makeCore(start, 7), [batch(write("kept"))]);
  expect(messageOf(core.graph)).toBe("kept");
  expect(core.base).toBe(7);
  expect(core.undo).toHaveLength(1);
});

test("in a conflict one may type on, and a reload knows what it was made upon", () => {
  const theirs = [write("theirs")];
  const news = {
    batches: [{ operations: theirs, inverse: [], by: "ann" }],
    confirmed: applyOperations(start, theirs),
    revision: 2,
  };
  let core = received(changed(makeCore(start, 1), batch(write("mine")), false), news);
  core = changed(core, batch(write("mine, longer")), true);
  expect(core.conflicts).toMatchObject([{ mine: { value: "mine, longer" } }]);
  expect(core.base).toBe(1);
  core = resolved(core, ["mine"], "back-0001");
  expect(messageOf(core.graph)).toBe("mine, longer");
  expect(core.base).toBe(2);
});

test("what the server refuses does not keep the rest, and goes when it is written over", () => {
  const bad = batch(write("bad"));
  let core = withheld(changed(makeCore(start, 1), bad, false), bad.id, "Not this.");
  const move = batch({ op: "move", node: "t", x: 8, y: 8 });
  core = changed(core, move, false);
  expect(sendable(core)).toEqual([move]);
  core = acknowledged(core, move, 2);
  expect(messageOf(core.graph)).toBe("bad");
  const good = batch(write("good"));
  core = acknowledged(changed(core, good, false), good, 3);
  expect(core.pending).toEqual([]);
  expect(core.held.size).toBe(0);
  expect(messageOf(core.graph)).toBe("good");
});
