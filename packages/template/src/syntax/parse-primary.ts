import type { Expression } from "../ast/expression.ts";
import { isTupleEnd, parseTuple } from "./parse-tuple.ts";
import { describeToken } from "./token.ts";
import type { Token } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

const WORDS: ReadonlyMap<string, null | boolean> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

/** A name, a literal, or anything in brackets. */
export function parsePrimary(stream: TokenStream): Expression {
  const token = stream.current;
  if (token.kind === "name") return parseName(stream);
  if (token.kind === "string") return parseString(stream, token);
  if (token.kind === "integer" || token.kind === "float") {
    stream.next();
    return { kind: "constant", value: token.value, range: stream.rangeOf(token) };
  }
  if (stream.isOperator("(")) return parseParenthesised(stream);
  if (stream.isOperator("[")) return parseList(stream);
  if (stream.isOperator("{")) return parseDict(stream);
  return stream.fail(`an expression was expected, got ${describeToken(token)}`);
}

function parseName(stream: TokenStream): Expression {
  const token = stream.next();
  const range = stream.rangeOf(token);
  const word = WORDS.get(token.text);
  return word === undefined
    ? { kind: "name", name: token.text, range }
    : { kind: "constant", value: word, range };
}

/** Literals side by side are one string. */
function parseString(stream: TokenStream, first: Token): Expression {
  let value = "";
  while (stream.current.kind === "string") value += stream.next().text;
  return { kind: "constant", value, range: stream.rangeFrom(first) };
}

function parseParenthesised(stream: TokenStream): Expression {
  stream.next();
  const inner = parseTuple(stream, () => stream.expression(), isTupleEnd, true);
  stream.expectOperator(")");
  return inner;
}

function parseList(stream: TokenStream): Expression {
  const start = stream.next();
  const items: Expression[] = [];
  while (!stream.isOperator("]")) {
    items.push(stream.expression());
    if (!stream.skipOperator(",")) break;
  }
  stream.expectOperator("]");
  return { kind: "list", items, range: stream.rangeFrom(start) };
}

function parseDict(stream: TokenStream): Expression {
  const start = stream.next();
  const entries: { key: Expression; value: Expression }[] = [];
  while (!stream.isOperator("}")) {
    const key = stream.expression();
    stream.expectOperator(":");
    entries.push({ key, value: stream.expression() });
    if (!stream.skipOperator(",")) break;
  }
  stream.expectOperator("}");
  return { kind: "dict", entries, range: stream.rangeFrom(start) };
}
