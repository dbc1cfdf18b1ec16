import { editor } from "./monaco.ts";

/** A script that was shown, as its editor left it. */
interface KeptText {
  readonly model: editor.ITextModel;
  view: editor.ICodeEditorViewState | null;
  /** Of an earlier one it is not what the script says any more. */
  generation: number;
}

/** By the place of the script; who makes it disposes of its models. */
export type KeptTexts = Map<number, KeptText>;

/** What can be undone in a script outlasts the look at another one of its action. */
export function keptText(
  texts: KeptTexts,
  at: number,
  { source, generation }: { readonly source: string; readonly generation: number },
): KeptText {
  const kept = texts.get(at);
  if (kept !== undefined && !kept.model.isDisposed() && kept.generation === generation) return kept;
  kept?.model.dispose();
  const text = { model: editor.createModel(source, "python"), view: null, generation };
  texts.set(at, text);
  return text;
}
