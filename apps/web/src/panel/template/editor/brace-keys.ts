import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { blanksTooMany, bracesAhead, hasBlank, opensBraces } from "../braces.ts";

/** Braces close themselves; what is typed although it stands there already is typed over. */
export const braceKeys: Extension = EditorView.inputHandler.of((view, from, to, typed) => {
  if (from !== to || view.composing || view.state.readOnly) return false;
  const text = view.state.doc.toString();
  if (typed === "{") return closeBraces(view, text, from);
  if (typed === " " && hasBlank(text, from)) return true;
  if (typed === "}" && bracesAhead(text, from) > 0) return typeOver(view, text, from);
  return false;
});

function closeBraces(view: EditorView, text: string, at: number): boolean {
  const opened = `${text.slice(0, at)}{${text.slice(at)}`;
  if (!opensBraces(opened, at + 1)) return false;
  view.dispatch({
    changes: { from: at, insert: "{  }}" },
    selection: { anchor: at + 2 },
    userEvent: "input.type",
  });
  return true;
}

function typeOver(view: EditorView, text: string, at: number): boolean {
  const from = at - blanksTooMany(text, at);
  const past = at + bracesAhead(text, at);
  view.dispatch({ changes: { from, to: at }, selection: { anchor: past - (at - from) } });
  return true;
}
