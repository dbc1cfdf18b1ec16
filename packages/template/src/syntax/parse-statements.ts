import type { Statement } from "../ast/statement.ts";
import { isTupleEnd, parseTuple } from "./parse-tuple.ts";
import { TAGS } from "./tags.ts";
import type { TokenStream } from "./token-stream.ts";

/** What stands between two tags, and the name of the tag that ended it. */
export interface Body {
  readonly body: Statement[];
  readonly end: string;
}

/** Everything up to the end of the template or to one of the tags that end this body; that tag's name is read, too. */
export function parseBody(stream: TokenStream, ends: readonly string[]): Body {
  return stream.nested(() => {
    const body: Statement[] = [];
    for (;;) {
      const { current } = stream;
      if (current.kind === "data") {
        stream.next();
        body.push({ kind: "text", text: current.text, range: stream.rangeOf(current) });
      } else if (current.kind === "variable_begin") body.push(parsePrint(stream));
      else if (current.kind === "end") {
        if (ends.length > 0) stream.fail(`the template ends before {% ${ends.join(" %} or {% ")} %}`);
        return { body, end: "" };
      } else {
        stream.next();
        if (stream.isName(...ends)) return { body, end: stream.next().text };
        body.push(...parseTag(stream, ends));
      }
    }
  });
}

function parsePrint(stream: TokenStream): Statement {
  const start = stream.next();
  const value = parseTuple(stream, () => stream.expression(), isTupleEnd);
  stream.expect("variable_end");
  return { kind: "print", value, range: stream.rangeFrom(start) };
}

function parseTag(stream: TokenStream, ends: readonly string[]): readonly Statement[] {
  const { current } = stream;
  if (current.kind !== "name") stream.fail("the name of a tag was expected");
  const parse = TAGS.get(current.text);
  if (!parse) {
    const hint = ends.length > 0 ? `; the open block needs {% ${ends.join(" %} or {% ")} %}` : "";
    stream.fail(`there is no tag '${current.text}'${hint}`);
  }
  const statements = parse(stream);
  stream.expect("block_end");
  return statements;
}
