import { emptyGraph } from "@riposte/draft";
import type { DraftGraph, PinnedScript } from "@riposte/draft";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { trpc } from "../../../api/trpc.ts";
import { makePlacer } from "../../../canvas/unplaced.ts";
import { useCatalogue } from "../../../canvas/use-catalogue.ts";
import { scriptsOfDraft } from "./script-differences.ts";
import type { Side } from "./sides.ts";

interface SideData {
  readonly graph: DraftGraph;
  /** The same, each step with a place. */
  readonly placed: DraftGraph;
  readonly scripts: readonly PinnedScript[];
}

const NOTHING: SideData = { graph: emptyGraph(), placed: emptyGraph(), scripts: [] };

/** What a side draws, and the scripts that it runs. */
export function useSide(playbook: string, side: Side) {
  const catalogue = useCatalogue();
  const version = useQuery(
    trpc.playbooks.version.queryOptions(
      { playbook, version: typeof side === "number" ? side : 1 },
      { enabled: typeof side === "number", staleTime: Infinity },
    ),
  );
  const draft = useQuery(
    trpc.playbooks.draft.queryOptions({ playbook }, { enabled: side === "draft", staleTime: 0 }),
  );
  const data = useMemo((): SideData | undefined => {
    if (side === "nothing") return NOTHING;
    if (side === "draft") {
      if (draft.data === undefined) return undefined;
      const { graph } = draft.data;
      const scripts = scriptsOfDraft(graph, (action) => catalogue.actions.get(action)?.version);
      return { graph, placed: makePlacer()(graph), scripts };
    }
    if (version.data === undefined) return undefined;
    const { graph, scripts } = version.data;
    return { graph, placed: makePlacer()(graph), scripts };
  }, [side, draft.data, version.data, catalogue]);
  const error = side === "draft" ? draft.error : side === "nothing" ? null : version.error;
  return { data, error };
}
