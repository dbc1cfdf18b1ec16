import type { DraftGraph } from "@riposte/draft";
import { useDraftStore } from "../canvas/draft-store.ts";
import type { Renaming } from "./renaming.ts";

/** Writes a new name down, or says why not. */
export function useRenaming(): (rename: (graph: DraftGraph) => Renaming) => string | null {
  const store = useDraftStore();
  return (rename) => {
    const { graph, change } = store.getState();
    const renaming = rename(graph);
    if (renaming.kind === "refused") return renaming.why;
    if (renaming.kind === "change") change(renaming.label, renaming.operations);
    return null;
  };
}
