import type { BinaryOperator, CompareOperator, Expression } from "../ast/expression.ts";
import { parsePostfix, parseFiltersAndTests } from "./parse-postfix.ts";
import { parsePrimary } from "./parse-primary.ts";
import type { Token } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

/** An expression, from the loosest binding (inline if) to the tightest; the order is Jinja2's, not Python's. */
export function parseExpression(stream: TokenStream): Expression {
  return stream.nested(() => parseConditional(stream));
}

/** As the head of a `for` or `if` tag takes it: an `if` in there belongs to the tag. */
export function parseUnconditional(stream: TokenStream): Expression {
  return stream.nested(() => parseOr(stream));
}

function parseConditional(stream: TokenStream): Expression {
  return stream.forgiving((forgive) => {
    const first = stream.current;
    let value = parseOr(stream);
    for (let links = 1; stream.skipName("if"); links += 1) {
      stream.checkChain(links);
      const test = parseOr(stream);
      const otherwise = stream.skipName("else") ? stream.expression() : null;
      value = { kind: "conditional", test, value, otherwise, range: stream.rangeFrom(first) };
      forgive();
    }
    return value;
  });
}

function parseOr(stream: TokenStream): Expression {
  const first = stream.current;
  let left = parseAnd(stream);
  for (let links = 1; stream.skipName("or"); links += 1) {
    stream.checkChain(links);
    const right = parseAnd(stream);
    left = { kind: "logical", operator: "or", left, right, range: stream.rangeFrom(first) };
  }
  return left;
}

function parseAnd(stream: TokenStream): Expression {
  const first = stream.current;
  let left = parseNot(stream);
  for (let links = 1; stream.skipName("and"); links += 1) {
    stream.checkChain(links);
    const right = parseNot(stream);
    left = { kind: "logical", operator: "and", left, right, range: stream.rangeFrom(first) };
  }
  return left;
}

function parseNot(stream: TokenStream): Expression {
  const first = stream.current;
  if (!stream.skipName("not")) return parseCompare(stream);
  const operand = stream.nested(() => parseNot(stream));
  return { kind: "not", operand, range: stream.rangeFrom(first) };
}

const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">="] satisfies CompareOperator[];

function parseCompare(stream: TokenStream): Expression {
  const start = stream.current;
  const first = parseSum(stream);
  const rest: { operator: CompareOperator; value: Expression }[] = [];
  for (let operator = compareOperator(stream); operator; operator = compareOperator(stream)) {
    rest.push({ operator, value: parseSum(stream) });
  }
  return rest.length === 0 ? first : { kind: "compare", first, rest, range: stream.rangeFrom(start) };
}

function compareOperator(stream: TokenStream): CompareOperator | null {
  if (stream.isOperator(...COMPARISONS)) return stream.next().text as CompareOperator;
  if (stream.skipName("in")) return "in";
  if (!stream.isName("not") || stream.following.kind !== "name" || stream.following.text !== "in")
    return null;
  stream.next();
  stream.next();
  return "not in";
}

function parseSum(stream: TokenStream): Expression {
  return parseBinary(stream, ["+", "-"], parseConcat);
}

function parseConcat(stream: TokenStream): Expression {
  const start = stream.current;
  const parts = [parseProduct(stream)];
  while (stream.skipOperator("~")) parts.push(parseProduct(stream));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: "concat", parts, range: stream.rangeFrom(start) };
}

function parseProduct(stream: TokenStream): Expression {
  return parseBinary(stream, ["*", "/", "//", "%"], parsePower);
}

/** Groups to the left, and below the sign, as Jinja2 does: `-2 ** 2` is 4. */
function parsePower(stream: TokenStream): Expression {
  return parseBinary(stream, ["**"], parseOperand);
}

function parseBinary(
  stream: TokenStream,
  operators: readonly BinaryOperator[],
  parseSide: (stream: TokenStream) => Expression,
): Expression {
  const start = stream.current;
  let left = parseSide(stream);
  for (let links = 1; stream.isOperator(...operators); links += 1) {
    stream.checkChain(links);
    const operator = stream.next().text as BinaryOperator;
    const right = parseSide(stream);
    left = { kind: "binary", operator, left, right, range: stream.rangeFrom(start) };
  }
  return left;
}

function parseOperand(stream: TokenStream): Expression {
  return parseFiltersAndTests(stream, parseUnary(stream));
}

function parseUnary(stream: TokenStream): Expression {
  const start = stream.current;
  const signed = stream.isOperator("-", "+") ? parseSigned(stream, start) : parsePrimary(stream);
  return parsePostfix(stream, signed);
}

function parseSigned(stream: TokenStream, start: Token): Expression {
  const operator = stream.next().text as "-" | "+";
  const operand = stream.nested(() => parseUnary(stream));
  return { kind: "unary", operator, operand, range: stream.rangeFrom(start) };
}
