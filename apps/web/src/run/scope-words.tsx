import { Fragment } from "react";
import { scopeParts, scopeWords } from "./iterations.ts";
import type { RunOutline } from "./run-data.ts";
import classes from "./scope-words.module.css";

interface ScopeWordsProps {
  readonly scope: string;
  readonly nodes: RunOutline["graph"]["nodes"];
}

/** Characters kept of a loop's name with the comma and the gaps. */
const ROOM = 5;

/** "For each host 4, For each port 1" on one line: where there is too little room the loops' names are cut, never the numbers. */
export function ScopeWords({ scope, nodes }: ScopeWordsProps) {
  const parts = scopeParts(scope, nodes);
  const kept = parts.reduce((sum, { number }) => sum + number.length + ROOM, 0);
  return (
    <span className={classes["words"]} style={{ minWidth: `${kept}ch` }} title={scopeWords(scope, nodes)}>
      {parts.map(({ loop, number }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the loops around a step stay where they are
        <Fragment key={at}>
          <span className={classes["loop"]}>{loop}</span>
          <span className={classes["number"]}>
            {number}
            {at < parts.length - 1 && ","}
          </span>
        </Fragment>
      ))}
    </span>
  );
}
