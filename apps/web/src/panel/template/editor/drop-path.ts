import type { Extension } from "@codemirror/state";
import { dropCursor, EditorView } from "@codemirror/view";
import { DRAGGED_PATH, dropPlace, pathFor } from "../insert-path.ts";
import type { Mode } from "../spans.ts";

/** A line of the tree of data that is dropped here is written as the template it stands for. */
export function dropPath(mode: Mode): Extension {
  return [
    dropCursor(),
    EditorView.domEventHandlers({
      dragover(event) {
        if (!isPath(event)) return false;
        event.preventDefault();
        return false;
      },
      drop(event, view) {
        if (!isPath(event) || view.state.readOnly) return false;
        event.preventDefault();
        // A field that takes no text would make a template of it.
        event.stopPropagation();
        const point = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
        const at = dropPlace(view.state.doc.toString(), point, mode);
        view.focus();
        view.dispatch({ selection: { anchor: at } });
        insertPath(view, event.dataTransfer?.getData(DRAGGED_PATH) ?? "", mode);
        return true;
      },
    }),
  ];
}

/** Where the cursor is, in braces where it needs them. */
export function insertPath(view: EditorView, path: string, mode: Mode): void {
  const { head } = view.state.selection.main;
  const text = pathFor(view.state.doc.toString(), head, { mode, path });
  view.dispatch({ ...view.state.replaceSelection(text), userEvent: "input.drop", scrollIntoView: true });
}

function isPath({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes(DRAGGED_PATH) ?? false;
}
