import type { Data, TemplateErrorCode } from "@riposte/template";
import type { Mode } from "../template/spans.ts";

export interface RenderRequest {
  readonly id: number;
  readonly text: string;
  readonly mode: Mode;
  readonly context: ReadonlyMap<string, Data>;
  readonly now: number;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What became of a template, or why nothing did. */
export type Rendered =
  | { readonly kind: "value"; readonly text: string; readonly type: string }
  | {
      readonly kind: "error";
      readonly code: TemplateErrorCode;
      readonly message: string;
      readonly range: TextRange;
    }
  /** It took too long: the data, or the template, is too large. */
  | { readonly kind: "slow" };

/** `null` once, when it is ready; then one for each request. */
export type RenderAnswer = { readonly id: number; readonly rendered: Rendered } | null;
