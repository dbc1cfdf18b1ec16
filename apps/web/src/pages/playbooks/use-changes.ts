import { countChanges, newerScripts } from "@riposte/draft";
import type { NewerScript } from "@riposte/draft";
import { useMemo } from "react";
import { useDraft } from "../../canvas/draft-store.ts";
import { useCatalogue } from "../../canvas/use-catalogue.ts";

interface Changes {
  /** Steps, edges and scripts. */
  readonly count: number;
  readonly scripts: readonly NewerScript[];
}

/** What differs between what runs and what would be published now. */
export function useChanges(): Changes {
  const graph = useDraft((draft) => draft.graph);
  const { publishedGraph, publishedScripts } = useDraft(({ playbook }) => playbook);
  const { actions } = useCatalogue();
  return useMemo(() => {
    const scripts = newerScripts(graph, publishedScripts, (action) => actions.get(action)?.version);
    return { count: countChanges(graph, publishedGraph) + scripts.length, scripts };
  }, [graph, publishedGraph, publishedScripts, actions]);
}
