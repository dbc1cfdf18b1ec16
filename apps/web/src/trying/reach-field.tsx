import { NativeSelect } from "@mantine/core";
import { useDraft } from "../canvas/draft-store.ts";
import { nodeOf } from "../canvas/graph-questions.ts";
import { choiceWords, chooseReach } from "./reach.ts";
import type { Reach } from "./reach.ts";

const ALL: Reach = { kind: "all" };

/** How much of the draft a test runs: all, or what the selected step, or the one that was chosen before, gives. */
export function ReachField({ reach }: { readonly reach: Reach }) {
  const playbook = useDraft((draft) => draft.playbook.id);
  const graph = useDraft((draft) => draft.graph);
  const selected = useDraft(({ selection }) => (selection.length === 1 ? (selection[0] ?? null) : null));
  const chosen = reach.kind === "all" ? null : reach.step;
  const steps = [...new Set([chosen, selected])].flatMap((id) => {
    const node = nodeOf(graph, id);
    return node === undefined || node.kind === "trigger" || node.kind === "note" ? [] : [node.id];
  });
  const parts = [
    ALL,
    ...steps.flatMap((step): Reach[] => [
      { kind: "up_to", step },
      { kind: "one", step },
    ]),
  ];
  const keyOf = (part: Reach) => (part.kind === "all" ? part.kind : `${part.kind} ${part.step}`);
  return (
    <NativeSelect
      size="xs"
      w="100%"
      label="What runs"
      data={parts.map((part) => ({ value: keyOf(part), label: choiceWords(part, graph) }))}
      value={keyOf(reach)}
      onChange={({ currentTarget }) =>
        chooseReach(playbook, parts.find((part) => keyOf(part) === currentTarget.value) ?? ALL)
      }
    />
  );
}
