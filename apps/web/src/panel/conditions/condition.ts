/** A condition as rows: what one can say without writing a template. */
export interface Group {
  readonly kind: "group";
  readonly join: "and" | "or";
  readonly parts: readonly Part[];
}

export interface Row {
  readonly kind: "row";
  /** An expression: `steps.check.score`. */
  readonly field: string;
  readonly operator: Operator;
  /** Null where the operator compares with nothing. */
  readonly value: Operand | null;
}

export type Part = Row | Group;

/** A value as one types it, where what looks like JSON counts as that; or an expression. */
export interface Operand {
  readonly kind: "value" | "data";
  readonly text: string;
}

interface OperatorWords {
  readonly words: string;
  readonly takesValue: boolean;
}

export const OPERATORS = {
  equals: { words: "is", takesValue: true },
  not_equals: { words: "is not", takesValue: true },
  greater: { words: "is more than", takesValue: true },
  at_least: { words: "is at least", takesValue: true },
  less: { words: "is less than", takesValue: true },
  at_most: { words: "is at most", takesValue: true },
  contains: { words: "contains", takesValue: true },
  not_contains: { words: "does not contain", takesValue: true },
  one_of: { words: "is one of", takesValue: true },
  not_one_of: { words: "is none of", takesValue: true },
  starts_with: { words: "starts with", takesValue: true },
  ends_with: { words: "ends with", takesValue: true },
  holds: { words: "is true, or not empty", takesValue: false },
  holds_not: { words: "is false, or empty", takesValue: false },
  exists: { words: "exists", takesValue: false },
  exists_not: { words: "does not exist", takesValue: false },
  nothing: { words: "is null", takesValue: false },
  something: { words: "is not null", takesValue: false },
} as const satisfies Readonly<Record<string, OperatorWords>>;

export type Operator = keyof typeof OPERATORS;

export const EMPTY_ROW: Row = {
  kind: "row",
  field: "",
  operator: "equals",
  value: { kind: "value", text: "" },
};
