import type { Data } from "../data.ts";
import { Fault, TemplateError } from "../error.ts";
import type { Template } from "../syntax/template.ts";
import { Budget, DEFAULT_LIMITS } from "./budget.ts";
import type { Limits } from "./budget.ts";
import { Evaluation } from "./evaluation.ts";
import { joinWritten } from "./piece.ts";
import type { Piece } from "./piece.ts";
import { execute } from "./statements.ts";
import { toData } from "./to-data.ts";

export interface RenderOptions {
  readonly limits?: Partial<Limits>;
  /** What `utcnow()` says, in milliseconds since 1970; without it, `utcnow()` is an error. */
  readonly now?: number;
  /** What the filter `random` draws from. */
  readonly seed?: string;
  /** Anything undefined is an error as soon as it is used, and not only when it is asked for more. */
  readonly strict?: boolean;
  /** What the template was written for: see `Machine.semantics`. Without it, 1. */
  readonly semantics?: number | undefined;
}

/** The text of a template. Throws a TemplateError with code and place. */
export function render(
  template: Template,
  context: ReadonlyMap<string, Data>,
  options: RenderOptions = {},
): string {
  return guarded(template, () => {
    const evaluation = begin(template, context, { options });
    execute(template.body, evaluation);
    return evaluation.output();
  });
}

/** The same text in pieces, so that no value can pass for words of the template. Joined they are what `render` gives. */
export function renderPieces(
  template: Template,
  context: ReadonlyMap<string, Data>,
  options: RenderOptions = {},
): readonly Piece[] {
  return guarded(template, () => {
    const pieces: Piece[] = [];
    execute(template.body, begin(template, context, { options, pieces }));
    return joinWritten(pieces);
  });
}

/** The value of a template that is a single expression (undefined gives null); of any other template the text. */
export function evaluate(
  template: Template,
  context: ReadonlyMap<string, Data>,
  options: RenderOptions = {},
): Data {
  const { single } = template;
  if (!single) return render(template, context, options);
  return guarded(template, () => {
    const evaluation = begin(template, context, { options });
    return toData(evaluation.evaluate(single), evaluation.budget);
  });
}

function begin(
  { source }: Template,
  context: ReadonlyMap<string, Data>,
  { options, pieces }: { readonly options: RenderOptions; readonly pieces?: Piece[] },
): Evaluation {
  return new Evaluation({
    source,
    context,
    budget: new Budget(options.limits ? { ...DEFAULT_LIMITS, ...options.limits } : DEFAULT_LIMITS),
    now: options.now ?? null,
    seed: options.seed ?? "",
    strict: options.strict ?? false,
    semantics: options.semantics ?? 1,
    ...(pieces === undefined ? {} : { pieces }),
  });
}

/** What goes wrong outside of any expression is reported at the whole template. */
function guarded<Result>(template: Template, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const [first] = template.body;
    const range = first?.range ?? { start: 0, end: template.source.length, line: 1, column: 1 };
    if (error instanceof Fault) throw new TemplateError(error.code, error.message, range);
    if (error instanceof RangeError) throw new TemplateError("limit", "The value is too large.", range);
    throw error;
  }
}
