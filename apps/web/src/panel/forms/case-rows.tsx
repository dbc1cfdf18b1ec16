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
  /** The one that the data of the chosen run lead to; -1: else. Null where nobody knows. */
  readonly taken?: number | null;
  readonly children: (row: JsonObject, at: number) => ReactNode;
}

/** The cases in the order in which they are tried; each is a way out. */
export function CaseRows({ says, fresh, taken = null, children }: CaseRowsProps) {
  const { node, sample } = usePanel();
  const run = sample.run?.isChosen === true ? "chosen" : "last";
  const rename = useRenaming();
  return (
    <>
      <Text size="xs" c="dimmed">
        {says} If none does, it goes on at <b>else</b>.
        {taken === -1 && ` With the data of the ${run} run, none does.`}
      </Text>
      <RowCards
        field="cases"
        noun="case"
        verb="Try"
        prefix="case_"
        fresh={fresh}
        label={(at) => `Case ${at + 1}`}
        placeholder="Name of the way out"
        lit={taken === null || taken < 0 ? null : { at: taken, says: `The ${run} run would take this case` }}
        onRename={(to) => rename((graph) => caseRenaming(graph, node.id, to))}
      >
        {children}
      </RowCards>
    </>
  );
}
