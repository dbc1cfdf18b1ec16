import { useId, useLayoutEffect, useRef, useState } from "react";
import type { DragEvent, KeyboardEvent } from "react";
import type { ControlIds } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";
import type { TextRange } from "../preview/rendered.ts";
import { blanksTooMany, bracesAhead, hasBlank, opensBraces } from "./braces.ts";
import { complete, typeText } from "./edit-text.ts";
import { Highlighted } from "./highlighted.tsx";
import { DRAGGED_PATH, dropPlace, pathFor } from "./insert-path.ts";
import type { Mode } from "./spans.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import classes from "./template-input.module.css";
import { useCompletion } from "./use-completion.ts";

export interface TemplateInputProps {
  readonly ids: ControlIds;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly mode?: Mode;
  /** Enter makes a new line. */
  readonly isLong?: boolean;
  /** For code: JSON, conditions. */
  readonly isCode?: boolean;
  readonly placeholder?: string | undefined;
  /** Stretches to underline. */
  readonly marked?: readonly TextRange[];
  /** Enter, where it makes no new line. */
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  readonly onPasteLines?: (lines: readonly string[]) => void;
  readonly ariaLabel?: string;
}

/** A text in which templates are coloured and completed. */
export function TemplateInput(props: TemplateInputProps) {
  const { ids, text, onChange, mode = "template", isLong = false, isCode = false, marked = [] } = props;
  const { scope, offerInsert, mayWrite } = usePanel();
  const area = useRef<HTMLTextAreaElement>(null);
  const paint = useRef<HTMLDivElement>(null);
  const listId = useId();
  const { completion, active, open, close, move, follow } = useCompletion({ mode, scope });
  const [announced, setAnnounced] = useState("");

  const suggestions = completion?.suggestions ?? [];
  const isOpen = suggestions.length > 0;
  const chosen = suggestions[active];

  const accept = (at: number) => {
    const suggestion = suggestions[at];
    const element = area.current;
    if (element === null || completion === null || suggestion === undefined) return;
    complete(element, completion, suggestion);
    close();
    if (suggestion.kind === "data") setAnnounced(`${suggestion.label} inserted`);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const element = event.currentTarget;
    if (event.nativeEvent.isComposing) return;
    if (isOpen && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(event.key) && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Escape") close();
      else accept(active);
      return;
    }
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      open(element.value, element.selectionStart);
    } else if (event.key === " " && hasBlank(element.value, element.selectionStart)) {
      // The blank that one types after the braces is there already.
      event.preventDefault();
    } else if (
      event.key === "}" &&
      mode === "template" &&
      bracesAhead(element.value, element.selectionStart) > 0
    ) {
      event.preventDefault();
      const surplus = blanksTooMany(element.value, element.selectionStart);
      if (surplus > 0) {
        element.setSelectionRange(element.selectionStart - surplus, element.selectionStart);
        typeText(element, "");
      }
      const past = element.selectionStart + bracesAhead(element.value, element.selectionStart);
      element.setSelectionRange(past, past);
    } else if (event.key === "Enter" && !isLong) {
      event.preventDefault();
      props.onEnter?.();
    }
  };

  const onDrop = (event: DragEvent<HTMLTextAreaElement>) => {
    const path = event.dataTransfer.getData(DRAGGED_PATH);
    if (path === "") return;
    event.preventDefault();
    event.stopPropagation();
    const element = event.currentTarget;
    const point = document.caretPositionFromPoint?.(event.clientX, event.clientY)?.offset;
    const at = dropPlace(element.value, point ?? element.selectionStart, mode);
    element.focus();
    element.setSelectionRange(at, at);
    typeText(element, pathFor(element.value, at, { mode, path }));
  };

  const insert = (path: string) => {
    const element = area.current;
    if (element === null) return;
    element.focus();
    typeText(element, pathFor(element.value, element.selectionStart, { mode, path }));
  };

  useLayoutEffect(() => {
    if (area.current !== null && paint.current !== null) paint.current.scrollTop = area.current.scrollTop;
  });

  return (
    <div
      className={classes["frame"]}
      data-code={isCode || mode === "expression" || undefined}
      data-invalid={ids.isInvalid || undefined}
    >
      <Highlighted ref={paint} text={text} mode={mode} marked={marked} />
      <textarea
        ref={area}
        id={ids.id}
        className={classes["text"]}
        value={text}
        rows={isLong ? 2 : 1}
        readOnly={!mayWrite}
        placeholder={props.placeholder}
        spellCheck={mode === "template" && !isCode}
        autoCapitalize="off"
        autoComplete="off"
        aria-label={props.ariaLabel}
        aria-describedby={ids.describedBy}
        aria-required={ids.isRequired || undefined}
        aria-invalid={ids.isInvalid || undefined}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
        onChange={({ currentTarget, nativeEvent }) => {
          const { value, selectionStart } = currentTarget;
          onChange(value);
          const typed = nativeEvent instanceof InputEvent ? nativeEvent.data : null;
          if (mode === "template" && typed === "{" && opensBraces(value, selectionStart)) {
            typeText(currentTarget, "  }}");
            currentTarget.setSelectionRange(selectionStart + 1, selectionStart + 1);
            onChange(currentTarget.value);
            open(currentTarget.value, selectionStart + 1);
          } else follow(value, selectionStart, typed);
        }}
        onKeyDown={onKeyDown}
        onSelect={({ currentTarget }) => {
          if (isOpen && currentTarget.selectionStart !== currentTarget.selectionEnd) close();
        }}
        onClick={close}
        onFocus={() => offerInsert(insert)}
        onBlur={() => {
          close();
          props.onBlur?.();
        }}
        onScroll={({ currentTarget }) => {
          if (paint.current !== null) paint.current.scrollTop = currentTarget.scrollTop;
        }}
        onPaste={(event) => {
          const lines = event.clipboardData.getData("text").split(/\r?\n/).filter(Boolean);
          if (props.onPasteLines === undefined || lines.length < 2) return;
          event.preventDefault();
          props.onPasteLines(lines);
        }}
        onDrop={onDrop}
      />
      {isOpen && completion !== null && (
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          active={active}
          paint={paint}
          at={completion.from}
          onPick={accept}
        />
      )}
      <output className={classes["spoken"]}>
        {isOpen ? `${suggestions.length} suggestions, ${chosen?.label ?? ""}` : announced}
      </output>
    </div>
  );
}
