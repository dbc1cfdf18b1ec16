import type { Operation } from "@riposte/draft";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followDraft } from "./draft-drawn.ts";
import { memoryServer, serverFor } from "./draft-server-testing.ts";
import { openDraft } from "./draft-store.ts";

const graph = {
  schema: 1 as const,
  nodes: [{ id: "a", kind: "wait" as const, name: "a", seconds: 1, position: { x: 0, y: 0 } }],
  edges: [],
};

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** What is drawn of the step's note, how often a graph was drawn, and a paint of the browser. */
function open() {
  const { store } = openDraft({
    playbook: {
      id: "p",
      name: "P",
      description: "",
      enabled: false,
      archived: false,
      mayWrite: true,
      publishedVersion: null,
      publishedGraph: null,
      publishedScripts: [],
    },
    graph,
    revision: 0,
    left: [],
    say: () => {},
    openUnsent: () => ({ keep: () => {}, close: () => {} }),
    server: serverFor(
      memoryServer(graph),
      (ask) => Promise.resolve(ask()),
      () => () => {},
    ),
  });
  let waiting: (() => void)[] = [];
  const drawn = followDraft(store, (act) => waiting.push(act));
  let times = 0;
  drawn.subscribe((state, before) => {
    if (state.graph !== before.graph) times += 1;
  });
  return {
    store,
    drawn,
    times: () => times,
    note: () => drawn.getState().graph.nodes[0]?.["note"],
    paint: () => {
      const now = waiting;
      waiting = [];
      for (const act of now) act();
    },
    type: (text: string) => store.getState().change("Note", [set(text)]),
  };
}

function set(value: string): Operation {
  return { op: "set", node: "a", field: ["note"], value };
}

test("what is typed is in the draft at once, and drawn after the paint", () => {
  const { store, note, paint, type } = open();
  type("a");
  expect(store.getState().graph.nodes[0]).toMatchObject({ note: "a" });
  expect(note()).toBeUndefined();
  paint();
  expect(note()).toBe("a");
});

test("that it is not saved yet is shown with the key, what undo takes back with the drawing", () => {
  const { drawn, paint, type } = open();
  type("a");
  expect(drawn.getState()).toMatchObject({ saving: "saving", undoLabel: null });
  paint();
  expect(drawn.getState()).toMatchObject({ saving: "saving", undoLabel: "Note" });
});

test("while one types on it is drawn now and then, and the rest of it once it rests", () => {
  const { times, note, paint, type } = open();
  for (const [at] of Array.from({ length: 40 }).entries()) {
    type(`${at}`);
    paint();
    vi.advanceTimersByTime(80);
  }
  expect(times()).toBeGreaterThanOrEqual(7);
  expect(times()).toBeLessThanOrEqual(9);
  vi.advanceTimersByTime(200);
  expect(note()).toBe("39");
});

test("a gesture is drawn at once, with what was typed before", () => {
  const { store, drawn, note, type } = open();
  type("a");
  store.getState().change("Move", [{ op: "move", node: "a", x: 8, y: 8 }]);
  expect(note()).toBe("a");
  expect(drawn.getState().graph.nodes[0]).toMatchObject({ position: { x: 8, y: 8 } });
  store.getState().undo();
  expect(drawn.getState().graph).toBe(store.getState().graph);
});

test("what is wrong is at its field at once and everywhere else after the paint; the same once more is no news", () => {
  const { store, drawn, paint } = open();
  const problem = () => ({ code: "wrong_argument", severity: "error", node: "a", message: "No." }) as const;
  store.getState().setProblems([problem()]);
  const { problems } = store.getState();
  expect(problems).toHaveLength(1);
  expect(drawn.getState()).toMatchObject({ problems: [], isChecked: false });
  paint();
  expect(drawn.getState()).toMatchObject({ problems, isChecked: true });
  store.getState().setProblems([problem()]);
  expect(store.getState().problems).toBe(problems);
  store.getState().setProblems([]);
  paint();
  expect(drawn.getState().problems).toEqual([]);
});
