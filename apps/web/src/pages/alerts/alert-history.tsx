import { IconArrowRight, IconMessage } from "@tabler/icons-react";
import { RelativeTime } from "../../shell/relative-time.tsx";
import classes from "./alert-page.module.css";
import type { AlertItem } from "./alert-table.tsx";

type Entry = AlertItem["history"][number];

/** Newest first: comments in full, changes of status in a line. */
export function AlertHistory({ alert }: { alert: AlertItem }) {
  const entries = alert.history.toReversed();
  return (
    <ol className={classes["history"]}>
      {entries.map((entry) => (
        <li key={entry.uuid} className={classes["entry"]}>
          {entry.entry_type === "comment" ? (
            <IconMessage size={16} stroke={1.5} aria-hidden />
          ) : (
            <IconArrowRight size={16} stroke={1.5} aria-hidden />
          )}
          <div className={classes["what"]}>
            <EntryWords entry={entry} />
          </div>
        </li>
      ))}
      <li className={classes["quiet"]}>
        Created <RelativeTime at={alert.created_at * 1_000} />
      </li>
    </ol>
  );
}

function EntryWords({ entry }: { entry: Entry }) {
  const { comment, alert } = entry;
  return (
    <>
      <strong>{entry.created_by}</strong>{" "}
      {alert !== undefined && (
        <>
          set the status from {alert.previous_status} to {alert.status}{" "}
        </>
      )}
      {comment !== undefined && "commented "}
      <span className={classes["quiet"]}>
        <RelativeTime at={entry.created_at * 1_000} />
      </span>
      {comment !== undefined && <p className={classes["comment"]}>{comment.content}</p>}
    </>
  );
}
