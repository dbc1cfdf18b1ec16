/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select cannot show thousands of rows with icons */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import classes from "./line-list.module.css";

interface LineListProps<L extends Line> {
  readonly lines: readonly L[];
  /** The chosen line's key; "" for none. */
  readonly selected: string;
  readonly label: string;
  readonly onSelect: (line: L) => void;
  /** Enter on the chosen one. */
  readonly onOpen?: (line: L) => void;
  /** Where lines hold others: it is a tree then, folded by ← and opened by →. */
  readonly folds?: Folds<L>;
  readonly children: (line: L) => ReactNode;
}

interface Line {
  readonly key: string;
}

export interface Folds<L extends Line> {
  /** Null: it holds nothing. */
  readonly isOpen: (line: L) => boolean | null;
  /** From 1. */
  readonly level: (line: L) => number;
  readonly onFold: (line: L, isOpen: boolean) => void;
}

const ROW_PX = 30;
const PAGE = 10;

/** Lines to choose one from: only those in sight are drawn. */
export function LineList<L extends Line>({
  lines,
  selected,
  label,
  onSelect,
  onOpen,
  folds,
  children,
}: LineListProps<L>) {
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
    const chosen = lines[at];
    const way = FOLD_KEYS[event.key];
    if (folds !== undefined && way !== undefined) {
      if (chosen === undefined) return;
      event.preventDefault();
      if (folds.isOpen(chosen) === !way) folds.onFold(chosen, way);
      return;
    }
    if (event.key === "Enter" && onOpen !== undefined && chosen !== undefined) {
      event.preventDefault();
      onOpen(chosen);
      return;
    }
    const next = nextLine(event.key, at, lines.length);
    const line = next === null ? undefined : lines[next];
    if (line === undefined) return;
    event.preventDefault();
    onSelect(line);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has one of two roles
    <div
      ref={scroller}
      className={classes["list"]}
      role={folds === undefined ? "listbox" : "tree"}
      aria-label={label}
      tabIndex={0}
      data-first
      {...(at < 0 ? {} : { "aria-activedescendant": `${id}-${at}` })}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the list has the focus and hears the keys
            <div
              key={line.key}
              id={`${id}-${index}`}
              role={folds === undefined ? "option" : "treeitem"}
              aria-selected={index === at}
              {...heldBy(folds, line)}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
              className={classes["line"]}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onSelect(line)}
            >
              {children(line)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const FOLD_KEYS: Readonly<Record<string, boolean>> = { ArrowLeft: false, ArrowRight: true };

function heldBy<L extends Line>(folds: Folds<L> | undefined, line: L) {
  if (folds === undefined) return {};
  const isOpen = folds.isOpen(line);
  return { "aria-level": folds.level(line), ...(isOpen === null ? {} : { "aria-expanded": isOpen }) };
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
