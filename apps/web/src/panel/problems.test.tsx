import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { createStore } from "zustand";
import { memoryServer, serverFor } from "../canvas/draft-server-testing.ts";
import { DraftContext, openDraft } from "../canvas/draft-store.ts";
import { Problems } from "./problems.tsx";

const graph = { schema: 1 as const, nodes: [], edges: [] };
const open = () =>
  openDraft({
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
  }).store;

test("before anything was looked for, it is not said that there is nothing", () => {
  const draft = open();
  const { getState } = draft;
  const shown = () =>
    renderToStaticMarkup(
      <DraftContext value={{ draft, drawn: createStore(getState) }}>
        <Problems />
      </DraftContext>,
    );
  expect(shown()).toContain("Checking…");
  getState().setProblems([]);
  expect(shown()).toContain("No problems");
});
