import { tokensOf } from "@riposte/template";
import type { Token } from "@riposte/template";

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

const WORDS = new Set(
  "and or not in is if else elif endif for endfor set endset true false none True False None block macro endmacro".split(
    " ",
  ),
);

const KINDS = {
  data: "text",
  variable_begin: "brace",
  variable_end: "brace",
  block_begin: "brace",
  block_end: "brace",
  name: "name",
  string: "string",
  integer: "number",
  float: "number",
  operator: "operator",
  end: "text",
} as const satisfies Record<Token["kind"], SpanKind>;

/** Tolerant: what is half written has spans as well. They are in order and cover the text. */
export function spansOf(text: string, mode: Mode): Span[] {
  const spans: Span[] = [];
  let isTag = mode === "expression";
  let isFilter = false;
  let at = 0;
  const add = (kind: SpanKind, end: number) => {
    const last = spans.at(-1);
    if (last?.kind === kind && (kind === "operator" || kind === "text"))
      spans[spans.length - 1] = { ...last, end };
    else if (end > at) spans.push({ kind, start: at, end });
    at = end;
  };
  for (const token of tokensOf(text, mode)) {
    if (token.start > at) add(between(text.slice(at, token.start), isTag), token.start);
    add(kindOf(token, isFilter), token.end);
    if (mode === "template") isTag = inTag(token, isTag);
    isFilter = token.kind === "operator" && token.text === "|";
  }
  if (at < text.length) add(between(text.slice(at), isTag), text.length);
  return spans;
}

function kindOf({ kind, text }: Token, isFilter: boolean): SpanKind {
  if (kind !== "name") return KINDS[kind];
  return isFilter ? "filter" : WORDS.has(text) ? "word" : "name";
}

function inTag({ kind }: Token, isTag: boolean): boolean {
  return kind.endsWith("_begin") || (isTag && !kind.endsWith("_end"));
}

/** What no token covers. */
function between(text: string, isTag: boolean): SpanKind {
  if (isTag) return "operator";
  if (text.trimStart().startsWith("{#")) return "comment";
  return text.trimStart().startsWith("{%") ? "brace" : "text";
}
