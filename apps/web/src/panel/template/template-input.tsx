import { EditorState, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useLayoutEffect, useRef } from "react";
import type { ControlIds } from "../fields/field.tsx";
import { usePanel } from "../panel-context.ts";
import type { TextRange } from "../preview/rendered.ts";
import { changesBetween } from "./editor/changes-between.ts";
import { insertPath } from "./editor/drop-path.ts";
import { editorExtensions, fromOutside, outward, outwardExtensions } from "./editor/editor-extensions.ts";
import type { Outward } from "./editor/editor-extensions.ts";
import { markRanges } from "./editor/marked.ts";
import type { Mode } from "./spans.ts";
import classes from "./template-input.module.css";

export interface TemplateInputProps {
  readonly ids: ControlIds;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly mode?: Mode;
  /** Enter makes a new line. */
  readonly isLong?: boolean;
  /** Whoever writes goes on in it: it takes the place of what was written in. */
  readonly isContinued?: boolean;
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

const NOTHING_MARKED: readonly TextRange[] = [];

/** A text in which templates are coloured, completed and explained. */
export function TemplateInput(props: TemplateInputProps) {
  const { ids, text, mode = "template", isLong = false, isCode = false, marked = NOTHING_MARKED } = props;
  const { scope, offerInsert, mayWrite } = usePanel();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  /** What the field was last told: it has no news in that. */
  const told = useRef(text);
  const now = useRef({ props, scope, offerInsert });
  useLayoutEffect(() => {
    now.current = { props, scope, offerInsert };
  });

  useLayoutEffect(() => {
    if (place.current === null) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: now.current.props.text,
        extensions: [
          outward.of([]),
          editorExtensions(
            { mode, isLong },
            {
              scope: () => now.current.scope,
              onChange: (next) => {
                told.current = next;
                now.current.props.onChange(next);
              },
              onFocus: () => now.current.offerInsert((path) => take(made, path, mode)),
              onBlur: () => now.current.props.onBlur?.(),
              onEnter: () => now.current.props.onEnter?.(),
              onPasteLines: (lines) => {
                now.current.props.onPasteLines?.(lines);
                return now.current.props.onPasteLines !== undefined;
              },
            },
          ),
        ],
      }),
    });
    view.current = made;
    if (now.current.props.isContinued === true) {
      made.dispatch({ selection: { anchor: made.state.doc.length } });
      made.focus();
    }
    return () => made.destroy();
  }, [mode, isLong]);

  const isProse = mode === "template" && !isCode;
  const outwardly: Outward = {
    attributes: attributesOf(props, isProse),
    isReadOnly: !mayWrite,
    placeholder: props.placeholder ?? "",
  };
  useWhenOther({ outwardly, mode, isLong }, () =>
    view.current?.dispatch({ effects: outward.reconfigure(outwardExtensions(outwardly)) }),
  );

  useLayoutEffect(() => {
    if (view.current === null || text === told.current) return;
    told.current = text;
    const written = view.current.state.doc.toString();
    if (text === written) return;
    view.current.dispatch({
      changes: changesBetween(written, text),
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    });
  });

  useWhenOther({ marked, mode, isLong }, () => view.current?.dispatch({ effects: markRanges.of(marked) }));

  return (
    <div
      ref={place}
      className={classes["frame"]}
      data-long={isLong || undefined}
      data-code={!isProse || undefined}
      data-invalid={ids.isInvalid || undefined}
    />
  );
}

/** An effect of data that are made anew for each drawing, and mostly say the same. */
function useWhenOther(data: unknown, act: () => void): void {
  const said = JSON.stringify(data);
  const last = useRef<string>(null);
  useLayoutEffect(() => {
    if (said === last.current) return;
    last.current = said;
    act();
  });
}

function take(view: EditorView, path: string, mode: Mode): void {
  view.focus();
  insertPath(view, path, mode);
}

function attributesOf(
  { ids, ariaLabel, isLong = false }: TemplateInputProps,
  isProse: boolean,
): Readonly<Record<string, string>> {
  return {
    id: ids.id,
    ...(ariaLabel === undefined ? { "aria-labelledby": ids.labelledBy } : { "aria-label": ariaLabel }),
    ...(ids.describedBy === undefined ? {} : { "aria-describedby": ids.describedBy }),
    ...(ids.isRequired ? { "aria-required": "true" } : {}),
    ...(ids.isInvalid ? { "aria-invalid": "true" } : {}),
    "aria-multiline": String(isLong),
    spellcheck: String(isProse),
  };
}
