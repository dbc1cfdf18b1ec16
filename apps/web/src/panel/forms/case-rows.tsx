import { Text } from "@mantine/core";
import type { JsonObject } from "@riposte/plan";
import type { ReactNode } from "react";
import { usePanel } from "../panel-context.ts";
import { caseRenaming } from "../renaming.ts";
import { useRenaming } from "../use-renaming.ts";
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
  const rename = useRenaming();
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
        onRename={(to) => rename((graph) => caseRenaming(graph, node.id, to))}
      >
        {children}
      </RowCards>
    </>
  );
}
