/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select cannot show thousands of rows with icons */
import { Switch, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef } from "react";
import type { KeyboardEvent } from "react";
import type { ShownState } from "../canvas/flow-types.ts";
import { StateBadge } from "../shell/state-badge.tsx";
import { durationWords } from "../shell/time-words.ts";
import type { RunOutline } from "./run-data.ts";
import { isFailed, linesOf, shownState } from "./step-lines.ts";
import type { StepLine } from "./step-lines.ts";
import classes from "./step-list.module.css";

interface StepListProps {
  readonly outline: RunOutline;
  /** The chosen line's key; "" for none. */
  readonly selected: string;
  readonly onSelect: (line: StepLine) => void;
  readonly onlyFailed: boolean;
  readonly onOnlyFailed: (only: boolean) => void;
}

const ROW_PX = 30;
const PAGE = 10;

/** Every step of the run, once for each turn of a loop; as smooth with thousands as with ten. */
export function StepList({ outline, selected, onSelect, onlyFailed, onOnlyFailed }: StepListProps) {
  const all = useMemo(() => linesOf(outline), [outline]);
  const failed = useMemo(() => all.filter(isFailed), [all]);
  const lines = onlyFailed ? failed : all;
  const at = lines.findIndex(({ key }) => key === selected);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  // oxlint-disable-next-line react/incompatible-library -- what it gives is used here and handed to nobody
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
    // Only when another one is chosen: news must not move what somebody is reading.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextLine(event.key, at, lines.length);
    const line = next === null ? undefined : lines[next];
    if (line === undefined) return;
    event.preventDefault();
    onSelect(line);
  };

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
      {lines.length === 0 && (
        <Text c="dimmed" p={12}>
          {onlyFailed ? "No step has failed." : "This playbook has no steps."}
        </Text>
      )}
      <div
        ref={scroller}
        className={classes["list"]}
        role="listbox"
        aria-label="Steps of the run"
        tabIndex={0}
        {...(at < 0 ? {} : { "aria-activedescendant": `${id}-${at}` })}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the list has the focus and hears the keys
              <div
                key={line.key}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                className={classes["line"]}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onSelect(line)}
              >
                <LineText line={line} state={shownState(line, outline.run)} />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

interface LineTextProps {
  readonly line: StepLine;
  readonly state: ShownState;
}

function LineText({ line: { label, scope, record }, state }: LineTextProps) {
  return (
    <>
      <span className={classes["state"]}>
        <StateBadge state={state} bare />
      </span>
      <span className={classes["label"]} data-faded={record === null || record.state === "skipped"}>
        {label}
        {scope !== "" && <span className={classes["scope"]}> {scope}</span>}
      </span>
      {record !== null && record.attempt > 1 && (
        <span className={classes["more"]}>attempt {record.attempt}</span>
      )}
      <span className={classes["more"]}>{record === null ? "" : took(record)}</span>
    </>
  );
}

function took({ startedAt, finishedAt }: NonNullable<StepLine["record"]>): string {
  if (startedAt === null || finishedAt === null) return "";
  return durationWords(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)));
}

function nextLine(key: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(at + PAGE, last);
    case "PageUp":
      return Math.max(at - PAGE, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
