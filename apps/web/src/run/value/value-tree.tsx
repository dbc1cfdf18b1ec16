import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { harmlessText } from "@riposte/plan/harmless-text";
import type { Data } from "@riposte/template";
import { lazy, Suspense, useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { CopyText } from "../copy-text.tsx";
import { nextInTree } from "./tree-keys.ts";
import { copyText, glance, lengthWords, rowsOf, typeWord } from "./value-rows.ts";
import type { ValueRow } from "./value-rows.ts";
import classes from "./value-tree.module.css";

interface ValueTreeProps {
  readonly value: Data;
  /** What templates call the whole of it: `trigger`, `steps.get_alert`. */
  readonly path: string;
  /** For screen readers: "Output". */
  readonly label: string;
}

/** So many lines are simply drawn; what draws only those in sight is loaded for more. */
const MOST_DRAWN = 300;
const LinesInSight = lazy(async () => ({ default: (await import("./lines-in-sight.tsx")).LinesInSight }));

/** A value as a tree: arrows move and open, and what is chosen can be copied, as a path or as a value. */
export function ValueTree({ value, path, label }: ValueTreeProps) {
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => rowsOf(value, path, (at, depth) => flipped.has(at) !== depth < 2),
    [value, path, flipped],
  );
  const [chosen, setChosen] = useState(path);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.path === chosen),
  );
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const flip = (row: ValueRow) => {
    setFlipped((all) => {
      const next = new Set(all);
      if (!next.delete(row.path)) next.add(row.path);
      return next;
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const move = row === undefined ? null : nextInTree(event.key, rows, at);
    if (row === undefined || move === null) return;
    event.preventDefault();
    if (move === "flip") return flip(row);
    setChosen(rows[move]?.path ?? path);
    // Those that are not drawn yet are scrolled to by who draws them.
    document.getElementById(`${id}-${move}`)?.scrollIntoView({ block: "nearest" });
  };
  const active = rows[at];
  const line = (index: number): ReactNode => {
    const row = rows[index];
    if (row === undefined) return null;
    return (
      <Line
        key={row.path}
        id={`${id}-${index}`}
        row={row}
        isChosen={index === at}
        onChoose={() => setChosen(row.path)}
        onFlip={() => flip(row)}
      />
    );
  };

  return (
    <div className={classes["frame"]}>
      <div
        ref={scroller}
        className={classes["tree"]}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
      >
        {rows.length <= MOST_DRAWN ? (
          rows.map((_, index) => line(index))
        ) : (
          <Suspense fallback={null}>
            <LinesInSight count={rows.length} chosen={at} scroller={scroller} line={line} />
          </Suspense>
        )}
      </div>
      {active !== undefined && <Chosen row={active} />}
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly row: ValueRow;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onFlip: () => void;
}

function Line({ id, row, isChosen, onChoose, onFlip }: LineProps) {
  const opens = row.size !== null && row.size > 0;
  const length = lengthWords(row.value);
  const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree has the focus and hears the keys
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-selected={isChosen}
      {...(opens ? { "aria-expanded": row.isOpen } : {})}
      className={classes["line"]}
      style={{ paddingLeft: 4 + row.depth * 14 }}
      onClick={() => {
        onChoose();
        if (opens) onFlip();
      }}
    >
      <span className={classes["chevron"]}>{opens && <Chevron size={14} aria-hidden />}</span>
      {row.name !== "" && <span className={classes["name"]}>{harmlessText(row.name)}:</span>}
      <span className={classes["value"]} data-type={typeWord(row.value)}>
        {glance(row.value)}
      </span>
      {length !== null && <span className={classes["length"]}>{length}</span>}
    </div>
  );
}

/** The chosen line: its path, its text where that is long, and both to copy. */
function Chosen({ row }: { readonly row: ValueRow }) {
  const length = lengthWords(row.value);
  return (
    <div className={classes["chosen"]}>
      <div className={classes["bar"]}>
        <code className={classes["path"]}>{row.path === "" ? "everything" : row.path}</code>
        {length !== null && <span className={classes["length"]}>{length}</span>}
        {row.path !== "" && <CopyText text={row.path} label={`Copy the path ${row.path}`} icon="path" />}
        <CopyText text={copyText(row.value)} label="Copy the value" />
      </div>
      {length !== null && typeof row.value === "string" && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <pre className={classes["text"]} tabIndex={0} aria-label={`Text of ${row.name}`}>
          {harmlessText(row.value)}
        </pre>
      )}
    </div>
  );
}
