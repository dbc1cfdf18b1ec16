import type { Expression } from "../ast/expression.ts";
import type { TokenStream } from "./token-stream.ts";

/** `a, b` is a tuple where no bracket says otherwise: in `{{ }}`, `set` and the head of `for` and `if`. */
export function parseTuple(
  stream: TokenStream,
  parseItem: (stream: TokenStream) => Expression,
  isEnd: (stream: TokenStream) => boolean,
  emptyAllowed = false,
): Expression {
  const start = stream.current;
  const items: Expression[] = [];
  let commas = 0;
  while (!isEnd(stream)) {
    items.push(parseItem(stream));
    if (!stream.skipOperator(",")) break;
    commas += 1;
  }
  const [only] = items;
  if (commas === 0 && only) return only;
  if (items.length === 0 && !emptyAllowed) stream.fail("an expression is missing");
  return { kind: "tuple", items, range: stream.rangeFrom(start) };
}

/** Where a tuple without brackets of its own must stop. */
export function isTupleEnd(stream: TokenStream): boolean {
  const { kind } = stream.current;
  return kind === "variable_end" || kind === "block_end" || kind === "end" || stream.isOperator(")");
}
