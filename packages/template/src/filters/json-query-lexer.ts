import { Fault } from "../error.ts";

export interface QueryToken {
  /** An operator stands for itself. */
  readonly kind: string;
  /** A name, what a text means, or a literal's JSON. */
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:([A-Za-z_]\w*)|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|`((?:[^`\\]|\\[\s\S])*)`|(-?[0-9]{1,9})|(\[\?|\[\]|\|\||&&|[=!<>]=|[.*[\]{},:|!<>@&()]))/y;

/** The tokens of a JMESPath expression. */
export function lexQuery(text: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new Fault("value", `The query is not understood at character ${at + 1}.`);
    tokens.push({ ...tokenOf(match), at });
    at = TOKEN.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", at }];
}

function tokenOf([, name, quoted, raw, literal, number, operator = ""]: RegExpExecArray): Omit<
  QueryToken,
  "at"
> {
  if (name !== undefined) return { kind: "name", text: name };
  if (quoted !== undefined) return { kind: "quoted", text: unquote(quoted) };
  if (raw !== undefined) return { kind: "raw", text: raw.replaceAll("\\'", "'") };
  if (literal !== undefined) return { kind: "literal", text: literal.replaceAll("\\`", "`") };
  return number === undefined ? { kind: operator, text: operator } : { kind: "number", text: number };
}

function unquote(inner: string): string {
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    throw new Fault("value", "A name in quotes in the query is malformed.");
  }
}
