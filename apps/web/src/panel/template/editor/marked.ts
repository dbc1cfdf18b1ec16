import { StateEffect, StateField } from "@codemirror/state";
import type { EditorState } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import type { TextRange } from "../../preview/rendered.ts";

/** Underlines these stretches, and no others. */
export const markRanges = StateEffect.define<readonly TextRange[]>();

const WRONG = Decoration.mark({ attributes: { "data-marked": "true" } });

/** What is wrong moves along with the text until it is said anew. */
export const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { changes, effects, state }) {
    const said = effects.find((effect) => effect.is(markRanges));
    return said === undefined ? shown.map(changes) : underlined(said.value, state);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function underlined(ranges: readonly TextRange[], { doc }: EditorState): DecorationSet {
  if (doc.length === 0) return Decoration.none;
  const visible = ranges.map(({ start, end }) => {
    // What is wrong at the end, or of no length, is shown at the character before.
    const from = Math.max(0, Math.min(start, doc.length - 1));
    return WRONG.range(from, Math.min(doc.length, Math.max(end, from + 1)));
  });
  return Decoration.set(visible, true);
}
