import { Graph, layout } from "@dagrejs/dagre";
import type { TidyAnswer, TidyQuestion } from "./tidy.ts";

/** Half a second for 200 steps: not where one types. */
globalThis.addEventListener("message", ({ data }: MessageEvent<TidyQuestion>) => {
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: "LR", ranksep: data.gapX, nodesep: data.gapY, ranker: "tight-tree" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of data.nodes) graph.setNode(id, { width, height });
  for (const { from, to } of data.edges) graph.setEdge(from, to);
  layout(graph);
  const places = data.nodes.map(({ id, width, height }) => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return { id, x: x - width / 2, y: y - height / 2 };
  });
  const answer: TidyAnswer = { places };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has only its page
  globalThis.postMessage(answer);
});
