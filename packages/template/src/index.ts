export type {
  Arguments,
  BinaryOperator,
  CompareOperator,
  Expression,
  ExpressionKind,
  ExpressionOf,
} from "./ast/expression.ts";
export type { Statement, StatementKind, StatementOf, Target } from "./ast/statement.ts";
export type { Context, Data, DataMap } from "./data.ts";
export { decodeData } from "./data/decode-data.ts";
export { encodeData } from "./data/encode-data.ts";
export { fromPlain, toPlain } from "./data/plain.ts";
export { DataError, TemplateError } from "./error.ts";
export type { Range, TemplateErrorCode } from "./error.ts";
export type { Limits } from "./evaluate/budget.ts";
export type { Piece } from "./evaluate/piece.ts";
export { evaluate, render, renderPieces } from "./evaluate/render.ts";
export { filterSignatures, isDictMethod, methodNames, testNames } from "./filters/signatures.ts";
export type { FilterSignature } from "./filters/signatures.ts";
export { isTemplate } from "./is-template.ts";
export { momentary } from "./momentary.ts";
export type { Momentary } from "./momentary.ts";
export { truthy } from "./python/sequence.ts";
export { patternFaults } from "./pattern-faults.ts";
export { references } from "./references.ts";
export type { Reference } from "./references.ts";
export { parseCached } from "./syntax/parse-cached.ts";
export { parse, parseExpression } from "./syntax/template.ts";
export type { Template } from "./syntax/template.ts";
export type { Token } from "./syntax/token.ts";
export { tokensOf } from "./syntax/tokens.ts";
