import { NO_ARGUMENTS } from "../ast/expression.ts";
import type { Arguments, Expression } from "../ast/expression.ts";
import type { TokenStream } from "./token-stream.ts";

/** `(a, b, *c, d=e, **f)` */
export function parseArguments(stream: TokenStream): Arguments {
  const positional: Expression[] = [];
  const named: { name: string; value: Expression }[] = [];
  let rest: Expression | null = null;
  let namedRest: Expression | null = null;
  const ensure = (allowed: boolean): void => {
    if (!allowed) stream.fail("arguments in an order that a call does not allow");
  };

  stream.expectOperator("(");
  while (!stream.isOperator(")")) {
    if (stream.skipOperator("*")) {
      ensure(rest === null && namedRest === null);
      rest = stream.expression();
    } else if (stream.skipOperator("**")) {
      ensure(namedRest === null);
      namedRest = stream.expression();
    } else if (stream.current.kind === "name" && isAssign(stream)) {
      ensure(namedRest === null);
      const name = stream.next().text;
      stream.next();
      if (named.some((argument) => argument.name === name))
        stream.fail(`the argument '${name}' is given twice`);
      named.push({ name, value: stream.expression() });
    } else {
      ensure(rest === null && namedRest === null && named.length === 0);
      positional.push(stream.expression());
    }
    if (!stream.skipOperator(",")) break;
  }
  stream.expectOperator(")");
  const isEmpty = positional.length === 0 && named.length === 0 && !rest && !namedRest;
  return isEmpty ? NO_ARGUMENTS : { positional, named, rest, namedRest };
}

function isAssign(stream: TokenStream): boolean {
  return stream.following.kind === "operator" && stream.following.text === "=";
}
