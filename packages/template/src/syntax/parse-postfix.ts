import { NO_ARGUMENTS } from "../ast/expression.ts";
import type { Arguments, Expression, Filter, Slice } from "../ast/expression.ts";
import { hasFilter } from "../filters/registry.ts";
import { hasTest } from "../predicates/registry.ts";
import { parseArguments } from "./parse-arguments.ts";
import { parsePrimary } from "./parse-primary.ts";
import type { Token } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

/** `.name`, `[index]` and `(arguments)` after an expression. */
export function parsePostfix(stream: TokenStream, head: Expression): Expression {
  let node = head;
  for (let links = 0; ; links += 1) {
    stream.checkChain(links);
    if (stream.isOperator(".")) node = parseMember(stream, node);
    else if (stream.isOperator("[")) node = parseItem(stream, node);
    else if (stream.isOperator("(")) node = parseCall(stream, node);
    else return node;
  }
}

/** `| filter`, `is test` and calls of what they give. */
export function parseFiltersAndTests(stream: TokenStream, head: Expression): Expression {
  let node = head;
  for (let links = 0; ; links += 1) {
    stream.checkChain(links);
    if (stream.skipOperator("|")) node = parseFilter(stream, node);
    else if (stream.isName("is")) node = parseTest(stream, node);
    else if (stream.isOperator("(")) node = parseCall(stream, node);
    else return node;
  }
}

/** A filter's name and arguments; the bar before it has been read. */
function parseFilter(stream: TokenStream, input: Expression | null): Filter {
  const start = stream.current;
  const name = parseDottedName(stream);
  const args = stream.isOperator("(") ? parseArguments(stream) : NO_ARGUMENTS;
  if (!hasFilter(name)) stream.reportUnknown("filter", name, start);
  return { kind: "filter", input, name, arguments: args, range: stream.rangeFrom(input?.range ?? start) };
}

/** `first | second(…) | …` without an input, as the head of a block has it. */
export function parseFilterChain(stream: TokenStream): Filter {
  let filter = parseFilter(stream, null);
  while (stream.skipOperator("|")) filter = parseFilter(stream, filter);
  return filter;
}

function parseTest(stream: TokenStream, input: Expression): Expression {
  stream.next();
  const negated = stream.skipName("not");
  const start = stream.current;
  const name = parseDottedName(stream);
  if (!hasTest(name)) stream.reportUnknown("test", name, start);
  const args = parseTestArguments(stream);
  const test: Expression = {
    kind: "test",
    input,
    name,
    arguments: args,
    range: stream.rangeFrom(input.range),
  };
  return negated ? { kind: "not", operand: test, range: test.range } : test;
}

/** One argument may stand without parentheses: `is divisibleby 3`. */
function parseTestArguments(stream: TokenStream): Arguments {
  if (stream.isOperator("(")) return parseArguments(stream);
  const { kind } = stream.current;
  const starts = ["name", "string", "integer", "float"].includes(kind) || stream.isOperator("[", "{");
  if (!starts || stream.isName("else", "or", "and")) return NO_ARGUMENTS;
  if (stream.isName("is")) stream.fail("tests cannot be chained with 'is'");
  return { ...NO_ARGUMENTS, positional: [parsePostfix(stream, parsePrimary(stream))] };
}

function parseDottedName(stream: TokenStream): string {
  let name = stream.expect("name").text;
  while (stream.skipOperator(".")) name += `.${stream.expect("name").text}`;
  return name;
}

function parseMember(stream: TokenStream, object: Expression): Expression {
  stream.next();
  const member: Token = stream.next();
  const range = stream.rangeFrom(object.range);
  if (member.kind === "name") return { kind: "attribute", object, name: member.text, range };
  if (member.kind !== "integer") stream.fail("a name or a number must follow the point", "syntax", range);
  const index: Expression = { kind: "constant", value: member.value, range: stream.rangeOf(member) };
  return { kind: "item", object, index, range };
}

function parseItem(stream: TokenStream, object: Expression): Expression {
  const start = stream.next();
  const indices: Expression[] = [];
  while (!stream.isOperator("]")) {
    indices.push(parseIndex(stream));
    if (!stream.skipOperator(",")) break;
  }
  stream.expectOperator("]");
  const [only] = indices;
  const range = stream.rangeFrom(object.range);
  const index: Expression =
    indices.length === 1 && only ? only : { kind: "tuple", items: indices, range: stream.rangeFrom(start) };
  return { kind: "item", object, index, range };
}

function parseIndex(stream: TokenStream): Expression | Slice {
  const first = stream.current;
  const start = stream.isOperator(":") ? null : stream.expression();
  if (start && !stream.isOperator(":")) return start;
  stream.next();
  const stop = parseBound(stream);
  const step = stream.skipOperator(":") ? parseBound(stream) : null;
  return { kind: "slice", start, stop, step, range: stream.rangeFrom(first) };
}

function parseBound(stream: TokenStream): Expression | null {
  return stream.isOperator(":", "]", ",") ? null : stream.expression();
}

function parseCall(stream: TokenStream, callee: Expression): Expression {
  const args = parseArguments(stream);
  return { kind: "call", callee, arguments: args, range: stream.rangeFrom(callee.range) };
}
