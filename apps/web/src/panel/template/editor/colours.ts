import { RangeSetBuilder } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import type { DecorationSet, EditorView } from "@codemirror/view";
import { spansOf } from "../spans.ts";
import type { Mode, SpanKind } from "../spans.ts";

const MARKS = {
  text: null,
  brace: mark("brace"),
  name: mark("name"),
  string: mark("string"),
  number: mark("number"),
  operator: mark("operator"),
  word: mark("word"),
  filter: mark("filter"),
  comment: mark("comment"),
} as const satisfies Record<SpanKind, Decoration | null>;

/** Each stretch of a template says what it is; its style is the style sheet's affair. */
export function colours(mode: Mode): Extension {
  return ViewPlugin.define(
    (view) => ({
      decorations: painted(view, mode),
      update({ docChanged, view: now }) {
        if (docChanged) this.decorations = painted(now, mode);
      },
    }),
    { decorations: ({ decorations }) => decorations },
  );
}

function painted({ state }: EditorView, mode: Mode): DecorationSet {
  const set = new RangeSetBuilder<Decoration>();
  for (const { kind, start, end } of spansOf(state.doc.toString(), mode)) {
    const decoration = MARKS[kind];
    if (decoration !== null) set.add(start, end, decoration);
  }
  return set.finish();
}

function mark(kind: SpanKind): Decoration {
  return Decoration.mark({ attributes: { "data-span": kind } });
}
