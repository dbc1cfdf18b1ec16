import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { memoryServer, serverFor } from "./draft-server-testing.ts";
import type { SavedBatch } from "./draft-server.ts";
import { openDraft } from "./draft-store.ts";
import type { Remedy } from "./draft-store.ts";

const start: DraftGraph = {
  schema: 1,
  nodes: ["a", "b"].map((id, at) => ({
    id,
    kind: "wait" as const,
    name: id,
    label: `Step ${id}`,
    seconds: 1,
    position: { x: 336 * at, y: 0 },
  })),
  edges: [{ from: "a", port: "default", to: "b" }],
};

test("who has a step open that somebody else deletes is told who did, and can bring it back with its connections", () => {
  const memory = memoryServer(start);
  const said: { message: string; remedy: Remedy | undefined }[] = [];
  let hear: (saved: SavedBatch) => void = () => {};
  const { store, start: begin } = openDraft({
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
    graph: start,
    revision: 0,
    left: [],
    say: (message, remedy) => void said.push({ message, remedy }),
    openUnsent: () => ({ keep: () => {}, close: () => {} }),
    server: serverFor(
      memory,
      (ask) => Promise.resolve(ask()),
      (_revision, { saved }) => {
        hear = saved;
        return () => {};
      },
    ),
  });
  const end = begin();
  store.getState().select(["b"]);
  memory.save(
    {
      id: "theirs",
      label: "Delete Step b",
      operations: [
        { op: "remove_edge", edge: { from: "a", port: "default", to: "b" } },
        { op: "remove_node", node: "b" },
      ],
    },
    "user:eve@example.com",
  );
  hear(memory.rows()[0] as SavedBatch);

  expect(store.getState().selection).toEqual([]);
  expect(said.map(({ message }) => message)).toEqual(['eve@example.com deleted "Step b".']);
  said[0]?.remedy?.act();
  expect(store.getState().graph).toEqual(start);
  expect(store.getState().undoLabel).toBe('Bring back "Step b"');
  end();
});
