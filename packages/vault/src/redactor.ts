import { formsOf } from "./secret-forms.ts";

export const REDACTED = "[redacted]";

/** Replaces every secret of at least 4 characters, in every form, wherever it stands. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = formsOf(secrets);
  return (text) => {
    let shown = "";
    let position = 0;
    for (const { start, end } of spansOf(text, forms)) {
      shown += text.slice(position, start) + REDACTED;
      position = end;
    }
    return shown + text.slice(position);
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where secrets stand, in order; those that overlap are one span, so that no end of one is left over. */
function spansOf(text: string, forms: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const form of forms) {
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1)) {
      found.push({ start, end: start + form.length });
    }
  }
  const merged: Span[] = [];
  for (const span of found.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}
