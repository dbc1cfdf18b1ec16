/** Where in the source: offsets count UTF-16 units from 0; line and column count from 1. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/**
 * `syntax` and `unknown_filter`, `unknown_test` come from parsing and name a mistake in the text; `limit`
 * means that a bound was reached; the others follow Python: what the data made impossible.
 */
export type TemplateErrorCode =
  | "syntax"
  | "unknown_filter"
  | "unknown_test"
  | "undefined"
  | "type"
  | "value"
  | "security"
  | "limit";

/** The template cannot be parsed or rendered; whoever wrote it, or the data given to it, must change. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;
  readonly range: Range;

  constructor(code: TemplateErrorCode, message: string, range: Range) {
    super(message);
    this.code = code;
    this.range = range;
  }
}

/** Thrown where no place is known yet; the evaluator turns it into a TemplateError of the node at hand. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: TemplateErrorCode;
  /** Of the long text that was being looked through, in characters; null where that was not it. */
  readonly textLength: number | null;

  constructor(code: TemplateErrorCode, message: string, textLength: number | null = null) {
    super(message);
    this.code = code;
    this.textLength = textLength;
  }
}

/** The text is no JSON, or the value has no JSON form. */
export class DataError extends Error {
  override readonly name = "DataError";
}
