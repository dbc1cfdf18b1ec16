import { tokensOf } from "@riposte/template";
import type { Token } from "@riposte/template";
import type { Key } from "../data/path.ts";
import type { Mode } from "./spans.ts";

/** What stands under the pointer: data by its path up to there, or a filter. */
export type Pointed = { readonly from: number; readonly to: number } & (
  | { readonly kind: "data"; readonly keys: readonly Key[] }
  | { readonly kind: "filter"; readonly name: string }
);

export function pointedAt(text: string, at: number, mode: Mode): Pointed | null {
  let keys: readonly Key[] = [];
  let from = 0;
  const tokens = tokensOf(text, mode);
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const isHit = token.start <= at && at < token.end;
    if (token.kind === "name" && isOperator(before, "|")) {
      if (isHit) return { kind: "filter", name: token.text, from: token.start, to: token.end };
      keys = [];
      continue;
    }
    if (token.kind === "name" && !isOperator(before, ".")) keys = [];
    const key = keyOf(token, before, keys.length > 0);
    if (key !== null) {
      if (keys.length === 0) from = token.start;
      keys = [...keys, key];
      if (isHit) return { kind: "data", keys, from, to: token.end };
    } else if (!goesOn(token, keys.length > 0)) keys = [];
    if (token.start > at) return null;
  }
  return null;
}

/** What the token adds to the path before it; null: nothing. */
function keyOf(token: Token, before: Token | undefined, isPath: boolean): Key | null {
  if (token.kind === "name") return isPath === isOperator(before, ".") ? token.text : null;
  if (!isPath || !isOperator(before, "[")) return null;
  if (token.kind === "string") return token.text;
  return token.kind === "integer" ? Number(token.value) : null;
}

function goesOn({ kind, text }: Token, isPath: boolean): boolean {
  return isPath && kind === "operator" && (text === "." || text === "[" || text === "]");
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}
