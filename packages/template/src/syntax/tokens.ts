import { TemplateError } from "../error.ts";
import { lexNext } from "./lexer.ts";
import { Source } from "./source.ts";
import { lexTag } from "./tag-lexer.ts";
import type { Token } from "./token.ts";

type Tag = "variable" | "block";

/**
 * The tokens of a text that somebody is at, with their places in it: what makes no sense is left out, and the rest
 * goes on behind it. What stands between tokens is space, a comment, a tag of a raw block, or makes no sense.
 */
export function tokensOf(written: string, kind: "template" | "expression"): readonly Token[] {
  // As long as it was, so that places count in the text as written.
  const source = new Source(written.replaceAll("\r", " "));
  const whole = kind === "expression" ? "variable" : null;
  const tokens: Token[] = [];
  let tag: Tag | null = whole;
  let at = 0;
  while (at < source.text.length) {
    try {
      at = tag === null ? lexNext(source, at, tokens) : lexTag(source, at, tag, tokens);
      tag = whole;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      tag = whole ?? openTag(tokens);
      // A comment or a raw block without its end goes on to the end of the text.
      if (tag === null) break;
      at = passFault(source.text, { at, fault: error.range.start, tag }, tokens);
    }
  }
  return tokens;
}

function openTag(tokens: readonly Token[]): Tag | null {
  const last = tokens.findLast(({ kind }) => kind.endsWith("_begin") || kind.endsWith("_end"));
  if (last?.kind === "variable_begin") return "variable";
  return last?.kind === "block_begin" ? "block" : null;
}

interface Place {
  readonly at: number;
  readonly fault: number;
  readonly tag: Tag;
}

/** Returns where it goes on: a text without its closing quote reaches to the end of its tag. */
function passFault(text: string, { at, fault, tag }: Place, tokens: Token[]): number {
  const isText = text[fault] === "'" || text[fault] === '"';
  // Brackets that were open are forgotten then, which may be enough.
  if (!isText) return fault > at ? fault : fault + 1;
  const close = text.indexOf(tag === "variable" ? "}}" : "%}", fault);
  const end = close < 0 ? text.length : close;
  tokens.push({ kind: "string", text: text.slice(fault + 1, end), value: null, start: fault, end });
  return end;
}
