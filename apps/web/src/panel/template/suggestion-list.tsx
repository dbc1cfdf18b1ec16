/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no tag is a list that a text field chooses from */
import { IconBraces, IconFilter, IconHelpCircle, IconMathFunction } from "@tabler/icons-react";
import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";
import { caretBox } from "./caret-box.ts";
import type { Suggestion } from "./complete.ts";
import classes from "./suggestion-list.module.css";

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly paint: RefObject<HTMLElement | null>;
  /** Where in the text it belongs to. */
  readonly at: number;
  readonly onPick: (at: number) => void;
}

const ICONS = {
  data: IconBraces,
  filter: IconFilter,
  test: IconHelpCircle,
  function: IconMathFunction,
} as const;
const WIDTH = 400;
const HEIGHT = 260;
const GAP = 4;

/** Beside the cursor: what can stand there, its type, and what it was in the last run. */
export function SuggestionList({ id, suggestions, active, paint, at, onPick }: SuggestionListProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current !== null && paint.current !== null) place(box.current, caretBox(paint.current, at));
  }, [paint, at]);
  useLayoutEffect(() => {
    box.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const chosen = suggestions[active];
  return (
    <div ref={box} className={classes["box"]} style={{ width: WIDTH }}>
      <div id={id} role="listbox" aria-label="Suggestions" className={classes["list"]} tabIndex={-1}>
        {suggestions.map((suggestion, index) => (
          <Line
            key={`${suggestion.kind} ${suggestion.label}`}
            id={`${id}-${index}`}
            at={index}
            suggestion={suggestion}
            isActive={index === active}
            onPick={() => onPick(index)}
          />
        ))}
      </div>
      {chosen !== undefined && <About suggestion={chosen} />}
    </div>
  );
}

/** Under the character that it belongs to, or above it where there is no room. */
function place({ style }: HTMLElement, caret: DOMRect): void {
  const isBelow = caret.bottom + HEIGHT < innerHeight || caret.top < HEIGHT;
  style.left = `${Math.max(GAP, Math.min(caret.left, innerWidth - WIDTH - GAP))}px`;
  style.top = isBelow ? `${caret.bottom + GAP}px` : "auto";
  style.bottom = isBelow ? "auto" : `${innerHeight - caret.top + GAP}px`;
}

interface LineProps {
  readonly id: string;
  readonly at: number;
  readonly suggestion: Suggestion;
  readonly isActive: boolean;
  readonly onPick: () => void;
}

function Line({ id, at, suggestion: { label, kind, detail, value }, isActive, onPick }: LineProps) {
  const Icon = ICONS[kind];
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the text field has the keys
    <div
      id={id}
      role="option"
      data-at={at}
      aria-selected={isActive}
      tabIndex={-1}
      className={classes["line"]}
      // The text field keeps the cursor.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <Icon size={14} aria-hidden className={classes["icon"]} />
      <span className={classes["label"]}>{label}</span>
      <span className={classes["value"]}>{value ?? detail}</span>
    </div>
  );
}

function About({ suggestion: { detail, note, value, kind, label } }: { readonly suggestion: Suggestion }) {
  const says = [kind === "filter" && detail !== "" ? `${label}${detail}` : detail, note ?? ""]
    .filter(Boolean)
    .join(" · ");
  if (says === "" && value === null) return null;
  return (
    <div className={classes["about"]}>
      {says !== "" && <div>{says}</div>}
      {value !== null && <code className={classes["whole"]}>{value}</code>}
    </div>
  );
}
