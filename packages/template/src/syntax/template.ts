import type { Expression } from "../ast/expression.ts";
import type { Statement } from "../ast/statement.ts";
import { TemplateError } from "../error.ts";
import { lex, lexExpression } from "./lexer.ts";
import { parseExpression as parseWholeExpression } from "./parse-expression.ts";
import { parseBody } from "./parse-statements.ts";
import { isTupleEnd, parseTuple } from "./parse-tuple.ts";
import { Source } from "./source.ts";
import { TokenStream } from "./token-stream.ts";

/** A parsed template: immutable, made of plain objects, rendered as often as one likes. */
export interface Template {
  readonly source: string;
  readonly body: readonly Statement[];
  /** Set when the template is nothing but one `{{ expression }}`: then it has a value and not only a text. */
  readonly single: Expression | null;
}

/** Longest source that is parsed, in characters. */
const MAX_SOURCE = 1_000_000;

/** Throws a TemplateError with the place where the text stops making sense. */
export function parse(source: string): Template {
  const stream = open(source, lex);
  const { body } = parseBody(stream, []);
  stream.failIfUnknown();
  const [only] = body;
  return { source, body, single: body.length === 1 && only?.kind === "print" ? only.value : null };
}

/** A bare expression, without braces, as conditions have it. */
export function parseExpression(source: string): Template {
  const stream = open(source, lexExpression);
  const single = parseTuple(stream, parseWholeExpression, isTupleEnd);
  if (stream.current.kind !== "end") stream.fail(`unexpected ${stream.current.text}`);
  stream.failIfUnknown();
  return { source, body: [{ kind: "print", value: single, range: single.range }], single };
}

function open(written: string, lexer: typeof lex): TokenStream {
  const source = new Source(written);
  if (written.length > MAX_SOURCE) {
    throw new TemplateError("limit", `a template longer than ${MAX_SOURCE} characters`, source.range(0, 0));
  }
  return new TokenStream(source, lexer(source), { parseExpression: parseWholeExpression, parseBody });
}
