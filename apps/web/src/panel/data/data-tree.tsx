import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useMemo, useRef, useState } from "react";
import type { DragEvent, KeyboardEvent } from "react";
import { isTyping } from "../../canvas/focus.ts";
import { nextInTree } from "../../run/value/tree-keys.ts";
import { glance, typeWord } from "../../run/value/value-rows.ts";
import { RelativeTime } from "../../shell/relative-time.tsx";
import { usePanel } from "../panel-context.ts";
import { DRAGGED_PATH } from "../template/insert-path.ts";
import classes from "./data-tree.module.css";
import { RunChoice } from "./run-choice.tsx";
import { rootsOf } from "./scope.ts";
import { dataRows } from "./tree-rows.ts";
import type { DataRow } from "./tree-rows.ts";

const OPEN_KEY = "riposte.panel.data";

/** What earlier steps give, with what it was in the chosen run: Enter, a click or a drag writes it into a field. */
export function DataTree() {
  const { sample } = usePanel();
  const [isOpen, setOpen] = useState(() => localStorage.getItem(OPEN_KEY) === "open");
  const id = useId();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const flip = () => {
    localStorage.setItem(OPEN_KEY, isOpen ? "folded" : "open");
    setOpen(!isOpen);
  };
  return (
    <section className={classes["data"]} aria-label="Data from earlier steps">
      <h3 className={classes["title"]}>
        <UnstyledButton
          className={classes["button"] ?? ""}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={flip}
        >
          <Chevron size={14} aria-hidden />
          Data from earlier steps
          <span className={classes["of"]}>
            {sample.run === null ? (
              "no run yet"
            ) : (
              <>
                {sample.run.isChosen === true ? "run" : "last run"} <RelativeTime at={sample.run.at} />
              </>
            )}
          </span>
        </UnstyledButton>
      </h3>
      <div id={id} hidden={!isOpen} className={classes["fold"]}>
        {isOpen && <RunChoice />}
        {isOpen && <Tree />}
      </div>
    </section>
  );
}

function Tree() {
  const { scope, insert: write } = usePanel();
  const roots = useMemo(() => rootsOf(scope), [scope]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => dataRows(roots, open), [roots, open]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const tree = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = Math.max(
    0,
    rows.findIndex(({ node }) => node.path === chosen),
  );

  const flip = ({ node }: DataRow) => {
    const next = new Set(open);
    if (!next.delete(node.path)) next.add(node.path);
    setOpen(next);
  };
  const insert = ({ node }: DataRow) => {
    setSaid(write(node.path) ? "" : "Put the cursor into a field first, or drag the line onto one.");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (row === undefined) return;
    if (event.key === "Enter") {
      event.preventDefault();
      return insert(row);
    }
    const move = nextInTree(event.key, rows, at);
    if (move === null) return;
    event.preventDefault();
    if (move === "flip") return flip(row);
    setChosen(rows[move]?.node.path ?? null);
    tree.current?.querySelector(`[data-at="${move}"]`)?.scrollIntoView({ block: "nearest" });
  };

  return (
    <>
      <div
        ref={tree}
        className={classes["tree"]}
        role="tree"
        aria-label="Data from earlier steps; Enter writes the path into the field"
        tabIndex={0}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
      >
        {rows.map((row, index) => (
          <Line
            key={row.node.path}
            id={`${id}-${index}`}
            row={row}
            index={index}
            isChosen={index === at}
            onFlip={() => {
              setChosen(row.node.path);
              flip(row);
            }}
            onInsert={() => {
              setChosen(row.node.path);
              insert(row);
            }}
          />
        ))}
      </div>
      <output className={classes["said"]}>{said}</output>
    </>
  );
}

interface LineProps {
  readonly id: string;
  readonly row: DataRow;
  readonly index: number;
  readonly isChosen: boolean;
  readonly onFlip: () => void;
  readonly onInsert: () => void;
}

function Line({ id, row, index, isChosen, onFlip, onInsert }: LineProps) {
  const { node, depth, size, isOpen } = row;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED_PATH, node.path);
    event.dataTransfer.setData("text/plain", `{{ ${node.path} }}`);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree has the focus and hears the keys
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-selected={isChosen}
      {...(size === null ? {} : { "aria-expanded": isOpen })}
      data-at={index}
      className={classes["line"]}
      style={{ paddingLeft: 4 + depth * 14 }}
      title={`${node.path}${node.help === null ? "" : `: ${node.help}`}`}
      draggable
      onDragStart={onDragStart}
      // The field keeps the cursor.
      onMouseDown={(event) => {
        if (isTyping(document.activeElement) && event.detail > 1) event.preventDefault();
      }}
      onClick={onInsert}
    >
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- arrows do it by keyboard */}
      <span
        className={classes["chevron"]}
        onClick={(event) => {
          event.stopPropagation();
          if (size !== null) onFlip();
        }}
      >
        {size !== null && <Chevron size={14} aria-hidden />}
      </span>
      <span className={classes["name"]}>{depth === 0 ? node.path : node.key}</span>
      {node.value === undefined ? (
        <span className={classes["type"]}>{node.type}</span>
      ) : (
        <span className={classes["value"]} data-type={typeWord(node.value)}>
          {glance(node.value)}
        </span>
      )}
    </div>
  );
}
