import type { Batch, DraftGraph } from "@riposte/draft";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryServer, serverFor } from "./draft-server-testing.ts";
import { openDraft } from "./draft-store.ts";
import { saveLeft } from "./left-behind.ts";
import { textOf } from "./node-fields.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", position: { x: 0, y: 0 } },
    { id: "a", kind: "fail", name: "give_up", message: "", position: { x: 336, y: 0 } },
  ],
  edges: [],
};

/** What can happen between two keystrokes. */
const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant("type" as const) },
  { weight: 3, arbitrary: fc.constantFrom(1, 150, 700, 2_000) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "reload",
      "navigate",
      "lose question",
      "lose answer",
      "answer",
      "hear",
      "repeat",
      "gap",
      "other",
    ),
  },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** The last try is lost after its work was heard of: there is nothing left to be in trouble about. */
const LOST_QUESTION_AFTER_ALL_IS_SAVED: readonly Event[] = [
  "type",
  "answer",
  700,
  "lose answer",
  "gap",
  1,
  2_000,
  "hear",
  "lose question",
];

/** A line is missed, and what would make up for it is lost, too. */
const LOST_WHILE_CATCHING_UP: readonly Event[] = [
  "other",
  "other",
  "lose answer",
  1,
  "gap",
  "gap",
  1,
  "lose answer",
];

test("nobody is in conflict with himself, and nothing typed is lost, in whatever order things happen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 60 }), async (events) => {
      const world = makeWorld();
      await world.open();
      for (const one of events) await world.happen(one);
      await world.calm();
      expect(world.messageAtServer()).toBe(world.typed());
      expect(world.draft().getState()).toMatchObject({ saving: "saved", conflicts: [], trouble: null });
      expect(world.draft().getState().graph.nodes).toEqual(world.memory.graph().nodes);
      expect(world.kept.size).toBe(0);
    }),
    { numRuns: 1_000, examples: [[[...LOST_QUESTION_AFTER_ALL_IS_SAVED]], [[...LOST_WHILE_CATCHING_UP]]] },
  );
});

function makeWorld() {
  const memory = memoryServer(start);
  const kept = new Map<number, { base: number; batches: readonly Batch[] }>();
  let pages = 0;
  let others = 0;
  let typed = "";
  /** What is on its way: one step brings the question to the server, the next the answer to the page. */
  let calls: { page: number; arrive: () => void; answer: () => void; lose: () => void }[] = [];
  let open: { page: number; close: () => void; store: ReturnType<typeof openDraft>["store"] } | null = null;
  let hear = (_revision: number) => {};
  let heard = 0;
  let isCalm = true;

  function carry(page: number) {
    return <T>(ask: () => T): Promise<T> => {
      if (isCalm) return Promise.resolve(ask());
      return new Promise((resolve, reject) => {
        let arrived: { readonly value: T } | null = null;
        const arrive = () => void (arrived ??= { value: ask() });
        const answer = () => {
          arrive();
          if (page === open?.page && arrived !== null) resolve(arrived.value);
        };
        const lose = () => {
          if (page === open?.page) reject(new Error("The network is down."));
        };
        calls.push({ page, arrive, answer, lose });
      });
    };
  }

  async function openPage(): Promise<void> {
    pages += 1;
    const page = pages;
    const server = serverFor(memory, carry(page), (revision, { saved }) => {
      heard = revision();
      hear = (to) => {
        const row = memory.rows()[to - 1];
        if (row !== undefined && page === open?.page) saved(row);
      };
      return () => (hear = () => {});
    });
    isCalm = true;
    const left = [...kept].map(([key, value]) => ({
      ...value,
      batches: [...value.batches],
      forget: () => void kept.delete(key),
    }));
    const unfinished = await saveLeft(server, left);
    const { graph, revision } = await server.load();
    isCalm = false;
    const playbook = { id: "p", name: "P", description: "", enabled: false, archived: false, mayWrite: true };
    const published = { publishedVersion: null, publishedGraph: null, publishedScripts: [] };
    const { store, start } = openDraft({
      playbook: { ...playbook, ...published },
      graph,
      revision,
      server,
      left: unfinished,
      say: () => {},
      openUnsent: () => ({
        keep: (base, batches) =>
          void (batches.length === 0 ? kept.delete(page) : kept.set(page, { base, batches })),
        close: () => {},
      }),
    });
    open = { page, store, close: () => {} };
    open.close = start();
  }

  const draft = () => {
    if (open === null) throw new Error("No page is open.");
    return open.store;
  };
  const messageOf = ({ nodes: [, node] }: DraftGraph) => (node === undefined ? "" : textOf(node, "message"));

  async function happen(event: Event): Promise<void> {
    const call = calls[0];
    switch (event) {
      case "type": {
        const letter = String.fromCodePoint(97 + (typed.length % 26));
        const shown = messageOf(draft().getState().graph);
        expect(shown).toBe(typed);
        typed += letter;
        draft()
          .getState()
          .change("Type", [{ op: "set", node: "a", field: ["message"], value: shown + letter }]);
        break;
      }
      case "reload":
        // Timers of the page that is gone never ring; what it asked may still arrive.
        vi.clearAllTimers();
        open = null;
        await openPage();
        break;
      case "navigate":
        open?.close();
        await openPage();
        break;
      case "lose question":
        calls = calls.slice(1);
        call?.lose();
        break;
      case "lose answer":
        calls = calls.slice(1);
        call?.arrive();
        call?.lose();
        break;
      case "answer":
        calls = calls.slice(1);
        call?.answer();
        break;
      case "hear":
        if (heard < memory.revision()) hear((heard += 1));
        break;
      case "gap":
        // A line is lost: the next one shows it.
        if (heard + 1 < memory.revision()) hear((heard += 2));
        break;
      case "repeat":
        if (heard > 0) hear(heard);
        break;
      case "other":
        others += 1;
        memory.save(
          { id: `other-${others}`, label: "Move", operations: [{ op: "move", node: "t", x: others, y: 0 }] },
          "ann",
        );
        break;
      default:
        await vi.advanceTimersByTimeAsync(event);
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(draft().getState().conflicts).toEqual([]);
  }

  /** Everything on its way arrives, and nothing more is lost. */
  async function calm(): Promise<void> {
    isCalm = true;
    for (let round = 0; round < 20; round++) {
      const [call, ...rest] = calls;
      calls = rest;
      call?.answer();
      while (heard < memory.revision()) hear((heard += 1));
      await vi.advanceTimersByTimeAsync(16_000);
    }
  }

  return {
    memory,
    kept,
    open: openPage,
    happen,
    calm,
    draft,
    typed: () => typed,
    messageAtServer: () => messageOf(memory.graph()),
  };
}
