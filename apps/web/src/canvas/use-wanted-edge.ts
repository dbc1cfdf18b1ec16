import { edgeKey } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { useEffect } from "react";
import { useDraft, useDraftStore } from "./draft-store.ts";
import { focusStep } from "./focus.ts";
import { useWantedEdge } from "./wanted-edge.ts";

interface Host {
  readonly graph: DraftGraph;
  readonly selectEdges: (edges: ReadonlySet<string>) => void;
  readonly show: (step: string) => void;
  readonly say: (message: string) => void;
}

/** The connection is selected, and nothing else, so that Delete takes it and leaves its steps. */
export function useJumpToEdge({ graph, selectEdges, show, say }: Host): void {
  const draft = useDraftStore();
  const wanted = useWantedEdge(({ edge }) => edge);
  const selection = useDraft((state) => state.selection);
  useEffect(() => {
    if (wanted === null) return;
    const edge = graph.edges.find((one) => edgeKey(one) === wanted);
    // Steps first: who unselects them takes the edges' selection with it.
    if (edge !== undefined && selection.length > 0) return draft.getState().select([]);
    useWantedEdge.setState({ edge: null });
    if (edge === undefined) return;
    selectEdges(new Set([wanted]));
    show(edge.from);
    focusStep(edge.from);
    say("The connection is selected: Delete removes it.");
  }, [wanted, selection, graph, selectEdges, show, say, draft]);
}
