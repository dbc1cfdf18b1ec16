import { Switch, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { durationWords } from "../shell/time-words.ts";
import { StateBadge } from "../shell/state-badge.tsx";
import { byScope } from "./iterations.ts";
import type { RunOutline } from "./run-data.ts";
import classes from "./iteration-list.module.css";
import { LineList } from "../shell/line-list.tsx";
import { ScopeWords } from "./scope-words.tsx";
import { Section } from "./section.tsx";
import { isFailed, linesOf, shownState } from "./step-lines.ts";
import type { StepLine } from "./step-lines.ts";

interface IterationListProps {
  readonly outline: RunOutline;
  readonly line: StepLine;
  readonly onSelect: (line: StepLine) => void;
}

/** The same step in each of its iterations; as smooth with thousands as with ten. */
export function IterationList({ outline, line, onSelect }: IterationListProps) {
  const [isFailedOnly, setFailedOnly] = useState(false);
  const all = useMemo(
    () =>
      linesOf(outline)
        .filter(({ step, scope }) => step === line.step && scope !== "")
        .toSorted(byScope),
    [outline, line.step],
  );
  const failed = useMemo(() => all.filter(isFailed), [all]);
  if (all.length === 0) return null;
  const lines = isFailedOnly ? failed : all;
  return (
    <Section title={`Iterations (${all.length.toLocaleString("en")})`}>
      <Switch
        size="xs"
        mb={4}
        label={`Failed only (${failed.length.toLocaleString("en")})`}
        checked={isFailedOnly}
        onChange={({ currentTarget }) => setFailedOnly(currentTarget.checked)}
      />
      {lines.length === 0 && <Text c="dimmed">It has failed in no iteration.</Text>}
      <div className={classes["frame"]} data-empty={lines.length === 0 || undefined}>
        <LineList lines={lines} selected={line.key} label={`Iterations of ${line.label}`} onSelect={onSelect}>
          {(one) => (
            <>
              <StateBadge state={shownState(one, outline.run)} />
              <span className={classes["label"]}>
                <ScopeWords scope={one.scope} nodes={outline.graph.nodes} />
              </span>
              <span className={classes["took"]}>{took(one)}</span>
            </>
          )}
        </LineList>
      </div>
    </Section>
  );
}

function took({ record }: StepLine): string {
  if (record === null || record.startedAt === null || record.finishedAt === null) return "";
  return durationWords(Math.max(0, Date.parse(record.finishedAt) - Date.parse(record.startedAt)));
}
