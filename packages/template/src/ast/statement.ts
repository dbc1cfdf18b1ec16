import type { Range } from "../error.ts";
import type { Call, Expression, Filter } from "./expression.ts";

export type Statement =
  | Text
  | Print
  | If
  | For
  | SetValue
  | SetBlock
  | Macro
  | CallBlock
  | FilterBlock
  | With
  | Autoescape;

export type StatementKind = Statement["kind"];
export type StatementOf<Kind extends StatementKind> = Extract<Statement, { kind: Kind }>;

interface Node {
  readonly range: Range;
}

export interface Text extends Node {
  readonly kind: "text";
  readonly text: string;
}

export interface Print extends Node {
  readonly kind: "print";
  readonly value: Expression;
}

export interface If extends Node {
  readonly kind: "if";
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
}

export interface For extends Node {
  readonly kind: "for";
  readonly target: Target;
  readonly over: Expression;
  /** `if …` in the head: items that fail it do not count. */
  readonly test: Expression | null;
  readonly recursive: boolean;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** What a value is bound to. */
export type Target = NameTarget | MemberTarget | TupleTarget;

export interface NameTarget extends Node {
  readonly kind: "name";
  readonly name: string;
}

/** `namespace.attribute` */
export interface MemberTarget extends Node {
  readonly kind: "member";
  readonly name: string;
  readonly attribute: string;
}

export interface TupleTarget extends Node {
  readonly kind: "tuple";
  readonly items: readonly Target[];
}

export interface SetValue extends Node {
  readonly kind: "set";
  readonly target: Target;
  readonly value: Expression;
}

export interface SetBlock extends Node {
  readonly kind: "set_block";
  readonly target: Target;
  readonly filter: Filter | null;
  readonly body: readonly Statement[];
}

export interface Parameter {
  readonly name: string;
  readonly default: Expression | null;
}

/** What a macro's body may ask for beside its parameters; only then are surplus arguments allowed. */
export interface MacroBody {
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly usesCaller: boolean;
  readonly usesVarargs: boolean;
  readonly usesKwargs: boolean;
}

export interface Macro extends Node, MacroBody {
  readonly kind: "macro";
  readonly name: string;
}

export interface CallBlock extends Node, MacroBody {
  readonly kind: "call_block";
  readonly call: Call;
}

export interface FilterBlock extends Node {
  readonly kind: "filter_block";
  readonly filter: Filter;
  readonly body: readonly Statement[];
}

export interface With extends Node {
  readonly kind: "with";
  readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
  readonly body: readonly Statement[];
}

export interface Autoescape extends Node {
  readonly kind: "autoescape";
  readonly enabled: Expression;
  readonly body: readonly Statement[];
}
