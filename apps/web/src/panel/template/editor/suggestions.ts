import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { Completion as Offer, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { EditorState, Prec } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Scope } from "../../data/scope.ts";
import { completeAt } from "../complete.ts";
import type { Suggestion } from "../complete.ts";
import type { Mode } from "../spans.ts";

/** An offer of ours in the editor's list. */
interface Offered extends Offer {
  readonly suggestion: Suggestion;
}

/** What can stand at the cursor, its type, and what it was in the chosen run. */
export function suggestions(mode: Mode, scope: () => Scope): Extension {
  return [
    autocompletion({
      override: [(context) => offersAt(context, mode, scope())],
      activateOnTypingDelay: 0,
      updateSyncTime: 0,
      // Within braces, Enter right after a letter means the suggestion.
      interactionDelay: 0,
      icons: false,
      defaultKeymap: false,
      maxRenderedOptions: 60,
      addToOptions: [
        { render: (offer) => part("value", (offer as Offered).suggestion.value), position: 60 },
        { render: (offer) => part("type", typeOf((offer as Offered).suggestion)), position: 70 },
      ],
    }),
    EditorState.phrases.of({ Completions: "Suggestions" }),
    // What is open is closed first: whatever lies around the field hears of the next key.
    Prec.highest(
      keymap.of(
        [...completionKeymap, { key: "Tab", run: acceptCompletion }].map((binding) => ({
          ...binding,
          stopPropagation: true,
        })),
      ),
    ),
  ];
}

function offersAt(context: CompletionContext, mode: Mode, scope: Scope): CompletionResult | null {
  const text = context.state.doc.toString();
  if (!context.explicit && !asks(text.slice(0, context.pos))) return null;
  const found = completeAt({ text, cursor: context.pos, mode }, scope);
  if (found === null || found.suggestions.length === 0) return null;
  const [only, ...others] = found.suggestions;
  if (!context.explicit && others.length === 0 && only?.insert === text.slice(found.from, found.to))
    return null;
  return { from: found.from, to: found.to, filter: false, options: found.suggestions.map(offerOf) };
}

/** Names, and what leads to one, ask for suggestions. */
function asks(before: string): boolean {
  return /(?:[\p{L}\p{Nd}_.|['"]| (?:is|not) |\| |\{\{ )$/u.test(before);
}

function offerOf(suggestion: Suggestion): Offered {
  const { label, insert, back, kind } = suggestion;
  return {
    suggestion,
    label,
    info: () => about(suggestion),
    apply(view, offer, from, to) {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length - back },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(offer),
        effects: kind === "data" ? EditorView.announce.of(`${label} inserted`) : [],
      });
    },
  };
}

/** A filter's parameters are told beside the list: they are long. */
function typeOf({ kind, detail }: Suggestion): string {
  return kind === "data" ? detail : kind;
}

function about({ label, detail, note, value, kind }: Suggestion): Node | null {
  const says = [kind === "filter" && detail !== "" ? `${label}${detail}` : detail, note ?? ""]
    .filter(Boolean)
    .join(" · ");
  const box = document.createElement("div");
  box.append(...[part("says", says), part("whole", value)].filter((node) => node !== null));
  return box.childNodes.length === 0 ? null : box;
}

/** The style sheet knows it by what it tells. */
export function part(tells: string, text: string | null): HTMLElement | null {
  if (text === null || text === "") return null;
  const made = document.createElement("span");
  made.dataset["tells"] = tells;
  made.textContent = text;
  return made;
}
