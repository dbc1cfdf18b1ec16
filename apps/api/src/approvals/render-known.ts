import { RenderError, renderTree } from "@riposte/plan";
import type { TemplateTree } from "@riposte/plan";
import {
  encodeData,
  fromPlain,
  isTemplate,
  parse,
  references,
  render,
  TemplateError,
} from "@riposte/template";
import type { Data } from "@riposte/template";
import type { KnownValues } from "../runs/known-values.ts";

/** What an argument will be, as far as that can be told now. */
export interface Foreseen {
  /** JSON text; what is not known yet stands in it as it was written. */
  readonly json: string;
  /** Expressions of which nobody knows the value yet, or that could not be computed. */
  readonly open: readonly string[];
  /** Why it will fail, where that is certain already. */
  readonly faults: readonly string[];
}

/** What a clock or a die says when the step runs, nobody knows before. */
const NOT_YET = /\b(utcnow|now|random|lipsum)\b/;
const RENDERING = { seed: "", limits: { steps: 20_000, output: 100_000 } } as const;

export function foresee(tree: TemplateTree, values: KnownValues): Foreseen {
  const open: string[] = [];
  const faults: string[] = [];
  return { json: encodeData(at(tree)), open, faults };

  function at(part: TemplateTree): Data {
    if (typeof part === "string") return isTemplate(part) ? leaf(part) : part;
    if (part === null || typeof part !== "object") return fromPlain(part);
    if (Array.isArray(part)) return part.map((item: TemplateTree) => at(item));
    return new Map(Object.entries(part).map(([key, item]) => [key, at(item)]));
  }

  function leaf(text: string): Data {
    try {
      if (isKnown(text)) return renderTree(text, values.context, { ...RENDERING, now: Date.now() });
      const pieces = piecesOf(text);
      if (pieces !== null) return pieces.map(piece).join("");
    } catch (error) {
      note(error);
    }
    open.push(text);
    return text;
  }

  /** What is known does not change any more: what fails with it now fails then. Only the run's limits are higher. */
  function note(error: unknown): void {
    const cause = error instanceof RenderError ? error.cause : error;
    if (!(cause instanceof Error)) throw error;
    if (!(cause instanceof TemplateError && cause.code === "limit")) faults.push(cause.message);
  }

  function piece(text: string): string {
    if (!isTemplate(text)) return text;
    try {
      if (isKnown(text)) return render(parse(text), values.context, { ...RENDERING, now: Date.now() });
    } catch (error) {
      note(error);
    }
    open.push(text);
    return text;
  }

  function isKnown(text: string): boolean {
    return !NOT_YET.test(text) && references(parse(text)).every(values.isKnown);
  }
}

/** The plain text and the `{{ expressions }}` of a template, one after the other; null where it has statements too. */
function piecesOf(text: string): readonly string[] | null {
  const pieces: string[] = [];
  for (const statement of parse(text).body) {
    if (statement.kind === "text") pieces.push(statement.text);
    else if (statement.kind === "print") {
      const { start, end } = statement.value.range;
      pieces.push(`{{ ${text.slice(start, end)} }}`);
    } else return null;
  }
  return pieces;
}
