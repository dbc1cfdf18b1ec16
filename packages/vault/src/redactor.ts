import { base64In } from "./base64-in.ts";
import { formsOf } from "./secret-forms.ts";
import type { SecretForms } from "./secret-forms.ts";
import { unescaped } from "./unescaped.ts";
import { LINES, PARTS, unwrapped } from "./unwrapped.ts";

export const REDACTED = "•••";

/** `cut`: the text was longer once, so that its end may be the beginning of a secret. */
export type Redact = (text: string, options?: { readonly cut?: boolean }) => string;

/** Of whoever has no secret: `redactor` gives this very function then. */
export const hidesNothing: Redact = (text) => text;

/** Replaces every secret of at least 4 characters, in every form, wherever it stands. */
export function redactor(secrets: readonly string[]): Redact {
  const groups = formsOf(secrets);
  if (groups.length === 0) return hidesNothing;
  return (text, { cut = false } = {}) => {
    let shown = "";
    let position = 0;
    for (const { start, end } of merged(allSpans(text, groups, cut))) {
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

/** Shorter ones are found by chance where one line ends and the next begins. */
const SHORTEST_WRAPPED = 8;
/** The lines of longer texts are not put together: that would take too much memory. */
const LONGEST_UNWRAPPED = 16_000_000;
/** In the lines of longer texts, put together, nothing is undone besides: that would take too long. */
const LONGEST_LAYERED = 1_000_000;

/** JSON in JSON in JSON: a log line about an answer that holds one. */
const MOST_LAYERS = 3;

/** Also of what is only found where the text's escapes are read, or its lines put together. */
function allSpans(text: string, groups: readonly SecretForms[], cut: boolean): Span[] {
  if (text.length > LONGEST_UNWRAPPED) return spansIn(text, groups, cut);
  const found = layeredSpans(text, groups, cut, MOST_LAYERS);
  // A space is what most texts are broken at.
  const hasSpaces = groups.some(({ forms }) => forms.some((form) => form.includes(" ")));
  const wraps = (hasSpaces ? ["", " "] : [""]).flatMap((instead) =>
    [PARTS, LINES].map((wrap) => ({ wrap, instead })),
  );
  for (const { wrap, instead } of wraps) {
    const whole = unwrapped(text, wrap, instead);
    if (whole === null) continue;
    const layers = text.length > LONGEST_LAYERED ? 0 : MOST_LAYERS;
    for (const { start, end } of readSpans(whole.text, groups, cut, layers)) {
      if (end - start < SHORTEST_WRAPPED) continue;
      found.push({ start: whole.place(start), end: whole.place(end - 1) + 1 });
    }
  }
  return found;
}

/** In the text as it stands, and as it reads with its escapes, or the base64 in it, undone. */
function layeredSpans(text: string, groups: readonly SecretForms[], cut: boolean, layers: number): Span[] {
  const found = readSpans(text, groups, cut, layers, layeredSpans);
  return layers === 0 ? found : [...found, ...carriedSpans(text, groups, layers - 1)];
}

/** In the text as it stands, and as it reads with its escapes undone: exactly what is a secret, and nothing beside it. */
function readSpans(
  text: string,
  groups: readonly SecretForms[],
  cut: boolean,
  layers: number,
  inside = readSpans,
): Span[] {
  const found = spansIn(text, groups, cut);
  if (layers === 0) return found;
  for (const read of unescaped(text)) {
    for (const { start, end } of inside(read.text, groups, cut, layers - 1)) {
      found.push({ start: read.start(start), end: read.end(end - 1) });
    }
  }
  return found;
}

/** Base64 in which nothing is found as it stands is hidden as a whole. */
function carriedSpans(text: string, groups: readonly SecretForms[], layers: number): readonly Span[] {
  const found = merged(spansOf(text, groups));
  const carried: Span[] = [];
  let next = 0;
  for (const { start, end, contents } of base64In(text)) {
    while ((found[next]?.end ?? Infinity) <= start) next += 1;
    if ((found[next]?.start ?? Infinity) < end) continue;
    const holdsOne = contents.some((content) => layeredSpans(content, groups, false, layers).length > 0);
    if (holdsOne) carried.push({ start, end });
  }
  return carried;
}

function spansIn(text: string, groups: readonly SecretForms[], cut: boolean): Span[] {
  return [...spansOf(text, groups), ...(cut ? endsOf(text, groups) : [])];
}

/** Beyond so many places, one search of the whole text takes less time. */
const MOST_PLACES = 64;

/** Where secrets stand. */
function spansOf(text: string, groups: readonly SecretForms[]): Span[] {
  const found: Span[] = [];
  for (const { needle, forms } of groups) {
    for (const place of placesOf(text, needle, forms)) {
      const around = text.slice(place.start, place.end);
      for (const form of forms) {
        for (let start = around.indexOf(form); start !== -1; start = around.indexOf(form, start + 1)) {
          found.push({ start: place.start + start, end: place.start + start + form.length });
        }
      }
    }
  }
  return found;
}

/** Where forms may stand: around their needle, so that many forms take hardly more time than one. */
function placesOf(text: string, needle: string, forms: readonly string[]): Span[] {
  const whole = [{ start: 0, end: text.length }];
  if (needle === "") return whole;
  const reach = forms.reduce((longest, form) => Math.max(longest, form.length), 0);
  const places: Span[] = [];
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
    const last = places.at(-1);
    if (last !== undefined && at - reach <= last.end) {
      places[places.length - 1] = { start: last.start, end: at + reach };
    } else if (places.push({ start: Math.max(0, at - reach), end: at + reach }) > MOST_PLACES) return whole;
  }
  return places;
}

/** The ends of the text with which a secret begins. */
function endsOf(text: string, groups: readonly SecretForms[]): Span[] {
  const found: Span[] = [];
  const last = text.at(-1);
  for (const form of groups.flatMap(({ forms }) => forms)) {
    for (let length = Math.min(form.length - 1, text.length); length > 0; length--) {
      if (form[length - 1] !== last || !text.endsWith(form.slice(0, length))) continue;
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
