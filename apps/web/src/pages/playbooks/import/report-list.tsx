import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { harmlessText } from "@riposte/plan/harmless-text";
import type { ReactNode } from "react";
import classes from "./report-list.module.css";
import type { Entry } from "./report-words.ts";

interface ReportListProps {
  readonly entries: readonly Entry[];
  readonly label: string;
  /** Whether nothing is left to do about it. */
  readonly isSettled?: (entry: Entry) => boolean;
  /** What can be done about it, at its end. */
  readonly renderFixes?: (entry: Entry) => ReactNode;
}

const WEIGHTS = {
  missing: { Icon: IconCircleX, words: "Missing: " },
  changed: { Icon: IconAlertTriangle, words: "To look at: " },
  same: { Icon: IconCircleCheck, words: "The same: " },
} as const;

/** What maps to what and what is missing; what is missing stands first, what is done last. */
export function ReportList({ entries, label, isSettled = () => false, renderFixes }: ReportListProps) {
  const order = (entry: Entry) => (isSettled(entry) ? 1 : 0);
  const shown = entries
    .map((entry, at) => ({ entry, key: `${at} ${entry.code}` }))
    .toSorted((a, b) => order(a.entry) - order(b.entry));
  return (
    <ul className={classes["list"]} aria-label={label}>
      {shown.map(({ entry, key }) => {
        const isDone = entry.weight !== "same" && isSettled(entry);
        const { Icon, words } = WEIGHTS[isDone ? "same" : entry.weight];
        return (
          <li key={key} className={classes["entry"]} data-done={isDone || undefined}>
            <Icon
              size={16}
              className={classes["icon"]}
              data-weight={isDone ? "same" : entry.weight}
              aria-hidden
            />
            <VisuallyHidden>{isDone ? "Done: " : words}</VisuallyHidden>
            <span className={classes["text"]}>
              {harmlessText(entry.message)}
              {entry.isHere && " It is here now."}
              {entry.line !== null && <span className={classes["line"]}> Line {entry.line}.</span>}
            </span>
            {!isDone && renderFixes !== undefined && (
              <span className={classes["fixes"]}>{renderFixes(entry)}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
