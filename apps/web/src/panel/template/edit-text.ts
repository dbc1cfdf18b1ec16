import type { Completion, Suggestion } from "./complete.ts";

/** As if it were typed, so that the browser's own undo knows of it. */
export function typeText(element: HTMLTextAreaElement, text: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else keeps the browser's undo
  if (document.execCommand("insertText", false, text)) return;
  element.setRangeText(text, element.selectionStart, element.selectionEnd, "end");
  element.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

export function complete(
  element: HTMLTextAreaElement,
  { from, to }: Completion,
  { insert, back }: Suggestion,
): void {
  element.setSelectionRange(from, to);
  typeText(element, insert);
  const cursor = from + insert.length - back;
  element.setSelectionRange(cursor, cursor);
}
