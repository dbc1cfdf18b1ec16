import type { Range } from "../error.ts";

/** Every kind of expression; consumers are records over `Expression["kind"]`, so that a missing case does not compile. */
export type Expression =
  | Constant
  | Name
  | TupleLiteral
  | ListLiteral
  | DictLiteral
  | Attribute
  | Item
  | Slice
  | Call
  | Filter
  | Test
  | Conditional
  | Logical
  | Not
  | Unary
  | Binary
  | Compare
  | Concat;

export type ExpressionKind = Expression["kind"];
export type ExpressionOf<Kind extends ExpressionKind> = Extract<Expression, { kind: Kind }>;

interface Node {
  readonly range: Range;
}

export interface Constant extends Node {
  readonly kind: "constant";
  readonly value: null | boolean | bigint | number | string;
}

export interface Name extends Node {
  readonly kind: "name";
  readonly name: string;
}

export interface TupleLiteral extends Node {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}

export interface ListLiteral extends Node {
  readonly kind: "list";
  readonly items: readonly Expression[];
}

export interface DictLiteral extends Node {
  readonly kind: "dict";
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `object.name` */
export interface Attribute extends Node {
  readonly kind: "attribute";
  readonly object: Expression;
  readonly name: string;
}

/** `object[index]`, and `object.0` */
export interface Item extends Node {
  readonly kind: "item";
  readonly object: Expression;
  readonly index: Expression;
}

/** Only as the index of an item: `object[start:stop:step]` */
export interface Slice extends Node {
  readonly kind: "slice";
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
  /** `*expression` */
  readonly rest: Expression | null;
  /** `**expression` */
  readonly namedRest: Expression | null;
}

export const NO_ARGUMENTS: Arguments = { positional: [], named: [], rest: null, namedRest: null };

export interface Call extends Node {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: Arguments;
}

export interface Filter extends Node {
  readonly kind: "filter";
  /** Null at the head of a filter block: the text of its body. */
  readonly input: Expression | null;
  readonly name: string;
  readonly arguments: Arguments;
}

export interface Test extends Node {
  readonly kind: "test";
  readonly input: Expression;
  readonly name: string;
  readonly arguments: Arguments;
}

/** `value if test else otherwise` */
export interface Conditional extends Node {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly value: Expression;
  readonly otherwise: Expression | null;
}

export interface Logical extends Node {
  readonly kind: "logical";
  readonly operator: "and" | "or";
  readonly left: Expression;
  readonly right: Expression;
}

export interface Not extends Node {
  readonly kind: "not";
  readonly operand: Expression;
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "-" | "+";
  readonly operand: Expression;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";

export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

/** A chain: `first op value op value …`, each operand evaluated once. */
export interface Compare extends Node {
  readonly kind: "compare";
  readonly first: Expression;
  readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expression }[];
}

/** `a ~ b ~ c` */
export interface Concat extends Node {
  readonly kind: "concat";
  readonly parts: readonly Expression[];
}
