import { formsOf } from "./secret-forms.ts";

export const REDACTED = "[redacted]";

/** Replaces every secret of at least 4 characters, in every form, wherever it stands. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = formsOf(secrets);
  return (text) => redactUntil(text, { forms, until: text.length, covered: 0 }).shown;
}

/** The same for a stream: a secret that is split over chunks is not missed. `end` gives what was held back. */
export interface ChunkRedactor {
  readonly push: (chunk: string) => string;
  readonly end: () => string;
}

export function chunkRedactor(secrets: readonly string[]): ChunkRedactor {
  const forms = formsOf(secrets);
  const longest = forms[0]?.length ?? 1;
  let held = "";
  let covered = 0;

  function release(until: number): string {
    const result = redactUntil(held, { forms, until, covered });
    held = held.slice(until);
    covered = result.covered;
    return result.shown;
  }
  return {
    push: (chunk) => {
      held += chunk;
      // A secret that is not complete yet starts behind this place.
      return release(Math.max(0, held.length - longest + 1));
    },
    end: () => release(held.length),
  };
}

interface Part {
  readonly forms: readonly string[];
  /** How much of the text may be shown; the rest is looked at all the same. */
  readonly until: number;
  /** How much of its beginning belongs to a secret that was already replaced. */
  readonly covered: number;
}

/** `covered` in the answer: how much behind `until` belongs to the last secret that was replaced. */
function redactUntil(text: string, { forms, until, covered }: Part): { shown: string; covered: number } {
  const continued = covered > 0;
  let shown = "";
  let position = covered;
  for (const { start, end } of spansOf(text, forms, covered)) {
    if (start >= until) break;
    shown += text.slice(position, start) + (continued && start === 0 ? "" : REDACTED);
    position = end;
  }
  return { shown: shown + text.slice(position, until), covered: Math.max(0, position - until) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where secrets stand, in order; those that overlap are one span, so that no end of one is left over. */
function spansOf(text: string, forms: readonly string[], covered: number): Span[] {
  const found: Span[] = covered > 0 ? [{ start: 0, end: covered }] : [];
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
