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
  const folded = useMemo(() => {
    const open = new Set(kept.length === 0 ? [] : selection.map((id) => groupAround(graph, id)));
    return new Set(kept.filter((group) => !open.has(group)));
  }, [kept, selection, graph]);
  // The same set for the same groups: the graph is drawn anew with another.
  const key = [...folded].join(" ");
  const shown = useMemo(() => shownGraph(graph, new Set(key.split(" ").filter(Boolean))), [graph, key]);
  const boxes = useMemo(
    () => new Map([...groupBoxes(graph)].filter(([id]) => !key.split(" ").includes(id))),
    [graph, key],
  );
  const fold = useCallback(
    (group: string, isFolded: boolean) =>
      setKept((before) => [...before.filter((one) => one !== group), ...(isFolded ? [group] : [])]),
    [setKept],
  );
  return { shown, boxes, folded, fold };
}

export type FoldedGroups = ReturnType<typeof useFoldedGroups>;
