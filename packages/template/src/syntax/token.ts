export type TokenKind =
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "name"
  | "string"
  | "integer"
  | "float"
  | "operator"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  /** A name, an operator, or template text as it stands; of a string literal what it means. */
  readonly text: string;
  /** Of a number. */
  readonly value: bigint | number | null;
  readonly start: number;
  readonly end: number;
}

/** How an error message calls a token. */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case "data":
      return "template text";
    case "variable_begin":
      return "{{";
    case "variable_end":
      return "}}";
    case "block_begin":
      return "{%";
    case "block_end":
      return "%}";
    case "end":
      return "the end of the template";
    default:
      return token.text;
  }
}
