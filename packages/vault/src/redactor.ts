import { formsOf } from "./secret-forms.ts";

export const REDACTED = "[redacted]";

/** `cut`: the text was longer once, so that its end may be the beginning of a secret. */
export type Redact = (text: string, options?: { readonly cut?: boolean }) => string;

/** Of whoever has no secret: `redactor` gives this very function then. */
export const hidesNothing: Redact = (text) => text;

/** Replaces every secret of at least 4 characters, in every form, wherever it stands. */
export function redactor(secrets: readonly string[]): Redact {
  const forms = formsOf(secrets);
  if (forms.length === 0) return hidesNothing;
  return (text, { cut = false } = {}) => {
    let shown = "";
    let position = 0;
    for (const { start, end } of merged([...spansOf(text, forms), ...(cut ? endsOf(text, forms) : [])])) {
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

/** Where secrets stand. */
function spansOf(text: string, forms: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const form of forms) {
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1)) {
      found.push({ start, end: start + form.length });
    }
  }
  return found;
}

/** The ends of the text with which a secret begins. */
function endsOf(text: string, forms: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length > 0; length--) {
      if (!text.endsWith(form.slice(0, length))) continue;
      found.push({ start: text.length - length, end: text.length });
      break;
    }
  }
  return found;
}

/** In order; those that overlap are one, so that no end of one is left over. */
function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last === undefined || span.start >= last.end) apart.push(span);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return apart;
}
