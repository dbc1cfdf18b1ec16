import { Text } from "@mantine/core";
import type { JsonObject } from "@riposte/plan";
import type { ReactNode } from "react";
import { useDraftStore } from "../../canvas/draft-store.ts";
import { usePanel } from "../panel-context.ts";
import { renameCase } from "../write-step.ts";
import { RowCards } from "./row-cards.tsx";

interface CaseRowsProps {
  /** When a case is the one. */
  readonly says: string;
  readonly fresh: (name: string) => JsonObject;
  readonly children: (row: JsonObject, at: number) => ReactNode;
}

/** The cases in the order in which they are tried; each is a way out. */
export function CaseRows({ says, fresh, children }: CaseRowsProps) {
  const { node } = usePanel();
  const store = useDraftStore();
  const rename = ({ at, from, to: typed }: { at: number; from: string; to: string }) => {
    const to = toName(typed);
    const { graph, change } = store.getState();
    change(`Rename the case ${from} to ${to}`, renameCase(graph, node, { at, from, to }));
  };
  return (
    <>
      <Text size="xs" c="dimmed">
        {says} If none does, it goes on at <b>else</b>.
      </Text>
      <RowCards
        field="cases"
        noun="case"
        verb="Try"
        prefix="case_"
        fresh={fresh}
        label={(at) => `Case ${at + 1}`}
        placeholder="Name of the way out"
        onRename={rename}
      >
        {children}
      </RowCards>
    </>
  );
}

/** Ways out are named like steps: what one types becomes such a name. */
function toName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "");
}
