import { TemplateError } from "../error.ts";
import { skipSpaces, trimEnd } from "../python/whitespace.ts";
import type { Source } from "./source.ts";
import { lexTag } from "./tag-lexer.ts";
import type { Token } from "./token.ts";

const OPENING = /\{[{%#]/g;
const RAW = /\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})/y;
const END_RAW = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\})/g;

/** The tokens of a whole template; text outside of tags comes as `data`. */
export function lex(source: Source): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.text.length) at = lexNext(source, at, tokens);
  const end = source.text.length;
  tokens.push({ kind: "end", text: "", value: null, start: end, end });
  return tokens;
}

/** Only one expression, without braces around it. */
export function lexExpression(source: Source): Token[] {
  const tokens: Token[] = [];
  lexTag(source, 0, "variable", tokens);
  const end = source.text.length;
  tokens.push({ kind: "end", text: "", value: null, start: end, end });
  return tokens;
}

/** One stretch of text with the tag behind it. Returns where it goes on. */
export function lexNext(source: Source, at: number, tokens: Token[]): number {
  const { text } = source;
  OPENING.lastIndex = at;
  const open = OPENING.exec(text)?.index ?? text.length;
  const sign = text[open + 2];
  pushData(tokens, at, sign === "-" ? trimEnd(text.slice(at, open)) : text.slice(at, open));
  if (open === text.length) return open;
  RAW.lastIndex = open;
  const raw = RAW.exec(text);
  if (raw) return lexRaw(source, open, RAW.lastIndex, tokens);
  const inner = open + (sign === "-" || sign === "+" ? 3 : 2);
  if (text[open + 1] === "#") return skipComment(source, open, inner);
  const kind = text[open + 1] === "{" ? "variable" : "block";
  tokens.push({
    kind: `${kind}_begin`,
    text: text.slice(open, open + 2),
    value: null,
    start: open,
    end: inner,
  });
  return lexTag(source, inner, kind, tokens);
}

function lexRaw(source: Source, open: number, inner: number, tokens: Token[]): number {
  if (inner >= source.text.length) return inner;
  END_RAW.lastIndex = inner;
  const end = END_RAW.exec(source.text);
  if (!end) throw new TemplateError("syntax", "a raw block without {% endraw %}", source.range(open, inner));
  const data = source.text.slice(inner, end.index);
  pushData(tokens, inner, end[1] === "-" ? trimEnd(data) : data);
  return END_RAW.lastIndex;
}

function skipComment(source: Source, open: number, inner: number): number {
  const { text } = source;
  // As in Jinja2, nothing has to end a comment or raw text that the template ends with.
  if (inner >= text.length) return text.length;
  const close = text.indexOf("#}", inner);
  if (close < 0) throw new TemplateError("syntax", "a comment without #}", source.range(open, inner));
  if (close === inner || text[close - 1] !== "-") return close + 2;
  return skipSpaces(text, close + 2);
}

function pushData(tokens: Token[], start: number, text: string): void {
  if (text !== "") tokens.push({ kind: "data", text, value: null, start, end: start + text.length });
}
