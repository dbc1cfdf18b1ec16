import { originWord } from "./origin-words.ts";
import { Switch, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useMemo } from "react";
import type { ReactNode } from "react";
import type { ShownState } from "../canvas/flow-types.ts";
import { counted } from "../canvas/plain-line.ts";
import { StateBadge } from "../shell/state-badge.tsx";
import { durationWords } from "../shell/time-words.ts";
import { LineList } from "../shell/line-list.tsx";
import type { Folds } from "../shell/line-list.tsx";
import { cutWords } from "./cut-words.ts";
import type { RunOutline } from "./run-data.ts";
import { ScopeWords } from "./scope-words.tsx";
import { namesOfTwins } from "../canvas/names-of-twins.ts";
import { isFailed, linesOf, shownState } from "./step-lines.ts";
import type { StepLine } from "./step-lines.ts";
import { useFolds } from "./use-folds.ts";
import classes from "./step-list.module.css";

interface StepListProps {
  readonly outline: RunOutline;
  /** The chosen line's key; "" for none. */
  readonly selected: string;
  readonly onSelect: (line: StepLine) => void;
  readonly onlyFailed: boolean;
  readonly onOnlyFailed: (only: boolean) => void;
}

/** Every step of the run, once for each turn of a loop; as smooth with thousands as with ten. */
export function StepList({ outline, selected, onSelect, onlyFailed, onOnlyFailed }: StepListProps) {
  const all = useMemo(() => linesOf(outline), [outline]);
  const failed = useMemo(() => all.filter(isFailed), [all]);
  const { lines, folds, holds } = useFolds(onlyFailed ? failed : all, selected);
  const twins = useMemo(() => namesOfTwins(outline.graph.nodes), [outline.graph]);
  const cut = cutWords(outline);

  return (
    <section className={classes["frame"]} aria-label="Steps">
      <div className={classes["head"]}>
        <h2 className={classes["title"]}>Steps ({all.length.toLocaleString("en")})</h2>
        <Switch
          size="xs"
          label={`Failed only (${failed.length.toLocaleString("en")})`}
          checked={onlyFailed}
          onChange={(event) => onOnlyFailed(event.currentTarget.checked)}
        />
      </div>
      {cut !== null && (
        <p className={classes["cut"]}>
          {cut} <code>riposte show</code> tells all of them.
        </p>
      )}
      {lines.length === 0 && (
        <Text c="dimmed" p={12}>
          {onlyFailed ? "No step has failed." : "This playbook has no steps."}
        </Text>
      )}
      <LineList
        {...{ lines, selected, onSelect }}
        {...(holds.size === 0 ? {} : { folds })}
        label="Steps of the run"
      >
        {(line) => (
          <LineText
            line={line}
            fold={<FoldSign {...{ line, folds }} holds={holds.get(line.key) ?? 0} />}
            twin={twins.get(line.step) ?? null}
            nodes={outline.graph.nodes}
            state={shownState(line, outline.run)}
          />
        )}
      </LineList>
    </section>
  );
}

interface LineTextProps {
  readonly line: StepLine;
  readonly fold: ReactNode;
  /** Its name, where another step has the same title. */
  readonly twin: string | null;
  readonly nodes: RunOutline["graph"]["nodes"];
  readonly state: ShownState;
}

function LineText({ line: { label, scope, record }, fold, twin, nodes, state }: LineTextProps) {
  return (
    <>
      <span className={classes["state"]}>
        <StateBadge state={state} bare />
      </span>
      <span className={classes["label"]} data-faded={record === null || record.state === "skipped"}>
        <span className={classes["name"]}>{label}</span>
        {twin !== null && (
          <span className={classes["twin"]} title={twin}>
            <bdi>{twin}</bdi>
          </span>
        )}
        {scope !== "" && <ScopeWords scope={scope} nodes={nodes} />}
      </span>
      {fold}
      {record !== null && record.origin !== null && (
        <span className={classes["more"]}>{originWord(record)}</span>
      )}
      {record !== null && record.attempt > 1 && (
        <span className={classes["more"]}>attempt {record.attempt}</span>
      )}
      <span className={classes["more"]}>{record?.origin === null ? took(record) : ""}</span>
    </>
  );
}

/** For the mouse; by keyboard the arrows do it. */
function FoldSign({
  line,
  folds,
  holds,
}: {
  readonly line: StepLine;
  readonly folds: Folds<StepLine>;
  readonly holds: number;
}) {
  const isOpen = folds.isOpen(line);
  if (isOpen === null) return null;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the tree has the keys
    <span
      className={classes["fold"]}
      title={isOpen ? "Fold the iterations" : "Show the iterations"}
      onClick={(event) => {
        event.stopPropagation();
        folds.onFold(line, !isOpen);
      }}
    >
      {!isOpen && counted(holds, "line")}
      <Chevron size={14} aria-hidden />
    </span>
  );
}

function took({ startedAt, finishedAt }: NonNullable<StepLine["record"]>): string {
  if (startedAt === null || finishedAt === null) return "";
  return durationWords(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}
