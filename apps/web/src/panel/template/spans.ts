/** What a stretch of a template is, for its colour and for completion. */
export type SpanKind =
  | "text"
  | "brace"
  | "name"
  | "string"
  | "number"
  | "operator"
  | "word"
  | "filter"
  | "comment";

export interface Span {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
}

export type Mode = "template" | "expression";

const TAG = /\{\{|\{%|\{#/g;
const TOKEN =
  /(?<string>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)|(?<number>\d[\d_]*(?:\.\d+)?)|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<operator>[|.,:()[\]{}=<>!+\-*/%~]+?)|(?<space>\s+)|./gsu;
const WORDS = new Set(
  "and or not in is if else elif endif for endfor set endset true false none True False None block macro endmacro".split(
    " ",
  ),
);

/** Tolerant: what is half written has spans as well. They are in order and cover the text. */
export function spansOf(text: string, mode: Mode): Span[] {
  const spans: Span[] = [];
  if (mode === "expression") {
    code(text, 0, text.length, spans);
    return spans;
  }
  let at = 0;
  while (at < text.length) {
    TAG.lastIndex = at;
    const open = TAG.exec(text)?.index ?? text.length;
    if (open > at) spans.push({ kind: "text", start: at, end: open });
    at = open < text.length ? tag(text, open, spans) : open;
  }
  return spans;
}

/** Returns where the text goes on. */
function tag(text: string, open: number, spans: Span[]): number {
  const opener = text.slice(open, open + 2);
  if (opener === "{#") {
    const close = text.indexOf("#}", open);
    const end = close < 0 ? text.length : close + 2;
    spans.push({ kind: "comment", start: open, end });
    return end;
  }
  const close = closing(text, open + 2, opener === "{{" ? "}}" : "%}");
  spans.push({ kind: "brace", start: open, end: open + 2 });
  code(text, open + 2, close, spans);
  const end = Math.min(close + 2, text.length);
  if (end > close) spans.push({ kind: "brace", start: close, end });
  return end;
}

/** Where the tag ends, strings aside. */
export function closing(text: string, from: number, closer: string): number {
  let quote: string | null = null;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (quote !== null) {
      if (char === "\\") at += 1;
      else if (char === quote) quote = null;
    } else if (char === "'" || char === '"') quote = char;
    else if (text.startsWith(closer, at)) return at;
    // A tag whose end is missing does not swallow the next one.
    else if (text.startsWith("{{", at) || text.startsWith("{%", at)) return at;
  }
  return text.length;
}

function code(text: string, start: number, end: number, spans: Span[]): void {
  let isFilter = false;
  TOKEN.lastIndex = 0;
  for (const match of text.slice(start, end).matchAll(TOKEN)) {
    const from = start + match.index;
    const kind = kindOf(match.groups ?? {}, isFilter);
    const isSpace = match.groups?.["space"] !== undefined;
    if (!isSpace) isFilter = match[0] === "|";
    const last = spans.at(-1);
    if (last !== undefined && last.kind === kind && last.end === from && last.start >= start)
      spans[spans.length - 1] = { ...last, end: from + match[0].length };
    else spans.push({ kind, start: from, end: from + match[0].length });
  }
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, isFilter: boolean): SpanKind {
  if (groups["string"] !== undefined) return "string";
  if (groups["number"] !== undefined) return "number";
  const name = groups["name"];
  if (name !== undefined) return isFilter ? "filter" : WORDS.has(name) ? "word" : "name";
  return groups["operator"] === undefined && groups["space"] === undefined ? "text" : "operator";
}
