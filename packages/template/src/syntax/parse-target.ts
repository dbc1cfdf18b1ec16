import type { NameTarget, Parameter, Target } from "../ast/statement.ts";
import { describeToken } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

const RESERVED: readonly string[] = ["true", "True", "false", "False", "none", "None"];

/** `name`, `namespace.attribute`, `a, b` or `(a, b)`, up to `=`, `in` or the end of the tag. */
export function parseTarget(stream: TokenStream): Target {
  const start = stream.current;
  const items: Target[] = [];
  let commas = 0;
  while (!isTargetEnd(stream)) {
    items.push(parseSingleTarget(stream));
    if (!stream.skipOperator(",")) break;
    commas += 1;
  }
  const [only] = items;
  if (commas === 0 && only) return only;
  if (items.length === 0) stream.fail("a name is missing");
  return { kind: "tuple", items, range: stream.rangeFrom(start) };
}

export function parseNameTarget(stream: TokenStream): NameTarget {
  const token = stream.expect("name");
  const range = stream.rangeOf(token);
  if (RESERVED.includes(token.text))
    stream.fail(`nothing can be assigned to '${token.text}'`, "syntax", range);
  return { kind: "name", name: token.text, range };
}

/** The parameters of a macro or call block, parentheses included. */
export function parseParameters(stream: TokenStream): Parameter[] {
  const parameters: Parameter[] = [];
  stream.expectOperator("(");
  while (!stream.isOperator(")")) {
    if (parameters.length > 0) stream.expectOperator(",");
    const { name } = parseNameTarget(stream);
    const value = stream.skipOperator("=") ? stream.expression() : null;
    if (!value && parameters.at(-1)?.default)
      stream.fail("a parameter without default follows one with default");
    parameters.push({ name, default: value });
  }
  stream.expectOperator(")");
  return parameters;
}

function parseSingleTarget(stream: TokenStream): Target {
  const start = stream.current;
  if (stream.skipOperator("(")) {
    const inner = stream.nested(() => parseTarget(stream));
    stream.expectOperator(")");
    return inner;
  }
  if (start.kind !== "name") stream.fail(`nothing can be assigned to ${describeToken(start)}`);
  const name = parseNameTarget(stream);
  if (!stream.skipOperator(".")) return name;
  const attribute = stream.expect("name").text;
  return { kind: "member", name: name.name, attribute, range: stream.rangeFrom(start) };
}

function isTargetEnd(stream: TokenStream): boolean {
  return stream.current.kind === "block_end" || stream.isName("in") || stream.isOperator("=", ")");
}
