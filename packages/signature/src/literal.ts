import type { SyntaxNode } from "@lezer/common";
import type { JsonValue } from "@riposte/plan";
import { childrenOf, contentOf } from "./source-tree.ts";
import type { SourceTree } from "./source-tree.ts";

/** The value that is written out; undefined where only a run could tell it. */
export function literalOf(node: SyntaxNode, text: SourceTree["text"]): JsonValue | undefined {
  switch (node.name) {
    case "None":
      return null;
    case "Boolean":
      return text(node) === "True";
    case "Number":
      return numberOf(text(node));
    case "UnaryExpression":
      return numberOf(text(node));
    case "String":
      return contentOf(text(node)) ?? undefined;
    case "ArrayExpression":
    case "TupleExpression":
      return listOf(node, text);
    case "DictionaryExpression":
      return objectOf(node, text);
    default:
      return undefined;
  }
}

function numberOf(written: string): number | undefined {
  const plain = written.replaceAll(/[\s_]/g, "");
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  // Beyond that a whole number would come back as another one.
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

const PUNCTUATION = new Set(["[", "]", "(", ")", "{", "}", ",", ":"]);

function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !PUNCTUATION.has(name));
}

function listOf(node: SyntaxNode, text: SourceTree["text"]): JsonValue | undefined {
  const items = partsOf(node).map((item) => literalOf(item, text));
  return items.every((item) => item !== undefined) ? items : undefined;
}

function objectOf(node: SyntaxNode, text: SourceTree["text"]): JsonValue | undefined {
  const parts = partsOf(node).map((part) => literalOf(part, text));
  const members: [string, JsonValue][] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [key, value] = [parts[at], parts[at + 1]];
    if (typeof key !== "string" || value === undefined) return undefined;
    members.push([key, value]);
  }
  return Object.fromEntries(members);
}
