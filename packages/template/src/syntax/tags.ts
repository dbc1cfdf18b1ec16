import type { Expression } from "../ast/expression.ts";
import type { Statement } from "../ast/statement.ts";
import { assignedNames, bodyNeeds } from "../ast/names.ts";
import { parseUnconditional } from "./parse-expression.ts";
import { parseFilterChain } from "./parse-postfix.ts";
import { isTupleEnd, parseTuple } from "./parse-tuple.ts";
import { parseNameTarget, parseParameters, parseTarget } from "./parse-target.ts";
import type { Token } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

type ParseTag = (stream: TokenStream) => readonly Statement[];

/** Each parser reads from the tag's name up to the end of its last tag, whose `%}` is left. */
export const TAGS: ReadonlyMap<string, ParseTag> = new Map<string, ParseTag>([
  ["if", parseIf],
  ["for", parseFor],
  ["set", parseSet],
  ["macro", parseMacro],
  ["call", parseCallBlock],
  ["filter", parseFilterBlock],
  ["with", parseWith],
  ["autoescape", parseAutoescape],
  ["print", parsePrintTag],
]);

function parseIf(stream: TokenStream): readonly Statement[] {
  return stream.forgiving((forgive) => {
    const start = stream.current;
    const branches: { test: Expression; body: Statement[] }[] = [];
    let end = "elif";
    while (end === "elif" || end === "if") {
      if (branches.length === 0) stream.next();
      const test = parseTuple(stream, parseUnconditional, isTupleEnd);
      const block = stream.block(["elif", "else", "endif"], "branch");
      branches.push({ test, body: block.body });
      ({ end } = block);
    }
    const otherwise = end === "else" ? stream.block(["endif"], "branch").body : [];
    forgive();
    return [{ kind: "if", branches, otherwise, range: stream.rangeFrom(start) }];
  });
}

function parseFor(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const target = parseTarget(stream);
  stream.expectName("in");
  const over = parseTuple(stream, parseUnconditional, (at) => isTupleEnd(at) || at.isName("recursive"));
  const test = stream.skipName("if") ? stream.expression() : null;
  const recursive = stream.skipName("recursive");
  const { body, end } = stream.block(["endfor", "else"]);
  const otherwise = end === "else" ? stream.block(["endfor"]).body : [];
  const range = stream.rangeFrom(start);
  const statement = { kind: "for", target, over, test, recursive, body, otherwise, range } as const;
  if (assignedNames([statement]).includes("loop")) stream.fail("'loop' belongs to the loop", "syntax", range);
  return [statement];
}

function parseSet(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const target = parseTarget(stream);
  if (stream.skipOperator("=")) {
    const value = parseTuple(stream, () => stream.expression(), isTupleEnd);
    return [{ kind: "set", target, value, range: stream.rangeFrom(start) }];
  }
  const filter = stream.skipOperator("|") ? parseFilterChain(stream) : null;
  const { body } = stream.block(["endset"]);
  return [{ kind: "set_block", target, filter, body, range: stream.rangeFrom(start) }];
}

function parseMacro(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const { name } = parseNameTarget(stream);
  const parameters = parseParameters(stream);
  const { body } = stream.block(["endmacro"]);
  return [{ kind: "macro", name, parameters, body, ...bodyNeeds(body), range: stream.rangeFrom(start) }];
}

function parseCallBlock(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const parameters = stream.isOperator("(") ? parseParameters(stream) : [];
  const call = stream.expression();
  if (call.kind !== "call") return stream.fail("a call was expected", "syntax", call.range);
  const { body } = stream.block(["endcall"]);
  return [{ kind: "call_block", call, parameters, body, ...bodyNeeds(body), range: stream.rangeFrom(start) }];
}

function parseFilterBlock(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const filter = parseFilterChain(stream);
  const { body } = stream.block(["endfilter"]);
  return [{ kind: "filter_block", filter, body, range: stream.rangeFrom(start) }];
}

function parseWith(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const bindings: { target: ReturnType<typeof parseTarget>; value: Expression }[] = [];
  while (stream.current.kind !== "block_end") {
    if (bindings.length > 0) stream.expectOperator(",");
    const target = parseTarget(stream);
    stream.expectOperator("=");
    bindings.push({ target, value: stream.expression() });
  }
  const { body } = stream.block(["endwith"]);
  return [{ kind: "with", bindings, body, range: stream.rangeFrom(start) }];
}

function parseAutoescape(stream: TokenStream): readonly Statement[] {
  const start = stream.next();
  const enabled = stream.expression();
  const { body } = stream.block(["endautoescape"]);
  return [{ kind: "autoescape", enabled, body, range: stream.rangeFrom(start) }];
}

/** `{% print a, b %}` */
function parsePrintTag(stream: TokenStream): readonly Statement[] {
  const start: Token = stream.next();
  const statements: Statement[] = [];
  while (stream.current.kind !== "block_end") {
    if (statements.length > 0) stream.expectOperator(",");
    const value = stream.expression();
    statements.push({ kind: "print", value, range: stream.rangeFrom(start) });
  }
  return statements;
}
