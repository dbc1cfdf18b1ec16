import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder, tooltips } from "@codemirror/view";
import type { Scope } from "../../data/scope.ts";
import type { Mode } from "../spans.ts";
import { braceKeys } from "./brace-keys.ts";
import { colours } from "./colours.ts";
import { dropPath } from "./drop-path.ts";
import { hover } from "./hover.ts";
import { marked } from "./marked.ts";
import { suggestions } from "./suggestions.ts";

/** What the editor asks the field around it, always as it is now. */
export interface EditorHost {
  readonly scope: () => Scope;
  readonly onChange: (text: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  /** Of a field of one line; false: nothing happens. */
  readonly onEnter: () => void;
  /** Whether they were taken. */
  readonly onPasteLines: (lines: readonly string[]) => boolean;
}

interface EditorKind {
  readonly mode: Mode;
  /** Enter makes a new line. */
  readonly isLong: boolean;
}

/** Changes that come from outside are not reported back. */
export const fromOutside = Annotation.define<boolean>();

/** What the editor is for those who cannot see it, and whether it can be written to: may change at any time. */
export const outward = new Compartment();

export interface Outward {
  readonly attributes: Readonly<Record<string, string>>;
  readonly isReadOnly: boolean;
  readonly placeholder: string;
}

export function outwardExtensions({ attributes, isReadOnly, placeholder: empty }: Outward): Extension {
  return [
    EditorView.contentAttributes.of(attributes),
    EditorState.readOnly.of(isReadOnly),
    empty === "" ? [] : placeholder(empty),
  ];
}

export function editorExtensions({ mode, isLong }: EditorKind, host: EditorHost): Extension {
  return [
    suggestions(mode, host.scope),
    isLong ? [] : keymap.of([{ key: "Enter", run: () => (host.onEnter(), true) }]),
    history(),
    keymap.of([...historyKeymap, ...standardKeymap]),
    // A carriage return is a character like others, so that places count as they do for everybody else.
    EditorState.lineSeparator.of("\n"),
    EditorView.clipboardInputFilter.of((text) => text.replaceAll(/\r\n?/g, "\n")),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of(({ state }) => ({ "data-empty": String(state.doc.length === 0) })),
    EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      const isOurs = transactions.some((one) => one.docChanged && one.annotation(fromOutside) !== true);
      if (docChanged && isOurs) host.onChange(state.doc.toString());
    }),
    EditorView.domEventHandlers({
      focus: () => host.onFocus(),
      blur: () => host.onBlur(),
      paste: (event) => {
        const lines = (event.clipboardData?.getData("text") ?? "").split(/\r?\n/).filter(Boolean);
        if (lines.length < 2 || !host.onPasteLines(lines)) return false;
        event.preventDefault();
        return true;
      },
    }),
    tooltips({ position: "fixed" }),
    braceKeys,
    colours(mode),
    marked,
    hover(mode, host.scope),
    dropPath(mode),
  ];
}
