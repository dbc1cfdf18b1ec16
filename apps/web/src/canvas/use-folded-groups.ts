import { useLocalStorage } from "@mantine/hooks";
import { useCallback, useMemo } from "react";
import { useDraft } from "./draft-store.ts";
import { groupAround, groupBoxes, shownGraph } from "./groups.ts";

const NONE: readonly string[] = [];

/**
 * Which groups are folded: in this browser, as it changes nothing that runs. What is selected is never hidden, so that
 * whatever leads to a step finds it.
 */
export function useFoldedGroups() {
  const playbook = useDraft((draft) => draft.playbook.id);
  const graph = useDraft((draft) => draft.graph);
  const selection = useDraft((draft) => draft.selection);
  const [kept, setKept] = useLocalStorage<readonly string[]>({
    key: `riposte-folded-${playbook}`,
    defaultValue: NONE,
    getInitialValueInEffect: false,
  });
  // The same set for the same groups: the graph is drawn anew with another.
  const key = useMemo(() => {
    const open = new Set(kept.length === 0 ? [] : selection.map((id) => groupAround(graph, id)));
    return kept.filter((group) => !open.has(group)).join(" ");
  }, [kept, selection, graph]);
  const folded = useMemo(() => new Set(key.split(" ").filter(Boolean)), [key]);
  const shown = useMemo(() => shownGraph(graph, folded), [graph, folded]);
  const boxes = useMemo(
    () => new Map([...groupBoxes(graph)].filter(([id]) => !folded.has(id))),
    [graph, folded],
  );
  const fold = useCallback(
    (group: string, isFolded: boolean) =>
      setKept((before) => [...before.filter((one) => one !== group), ...(isFolded ? [group] : [])]),
    [setKept],
  );
  return { shown, boxes, folded, fold };
}

export type FoldedGroups = ReturnType<typeof useFoldedGroups>;
