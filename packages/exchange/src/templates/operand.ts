import { tokensOf } from "@riposte/template";
import { literal } from "./rewrite.ts";

/**
 * What a template yields, as an expression without braces: `{{ x }}` is `(x)`, "a {{ x }}" is `("a " ~ (x))`, other
 * text is itself in quotation marks. Null: it holds statements, which no expression can.
 */
export function operandOf(text: string): string | null {
  const tokens = tokensOf(text, "template");
  if (tokens.some(({ kind }) => kind === "block_begin")) return null;
  const parts: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "data") parts.push(literal(token.text));
    if (token.kind !== "variable_begin") continue;
    const close = tokens.slice(at).find(({ kind }) => kind === "variable_end");
    if (close === undefined) return null;
    parts.push(bracketed(text.slice(token.end, close.start).trim()));
  }
  if (parts.length === 0) return '""';
  return parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" ~ ")})`;
}

/** A plain path needs no brackets. */
function bracketed(expression: string): string {
  return /^[A-Za-z_][\w.]*$/.test(expression) ? expression : `(${expression})`;
}
