import { RenderError, renderTree } from "@riposte/plan";
import type { TemplateTree } from "@riposte/plan";
import { encodeData, fromPlain, isTemplate, parse, render, TemplateError } from "@riposte/template";
import type { Data } from "@riposte/template";
import type { KnownValues } from "../runs/known-values.ts";
import { openingOf } from "./opening.ts";
import type { Opening } from "./opening.ts";
import { templatePieces } from "./template-pieces.ts";
import { dataOf, partsOf } from "./told.ts";
import type { ShownPart, Told } from "./told.ts";

/** What an argument will be, as far as that can be told now. */
export interface Foreseen {
  /** JSON text; what is not known yet stands in it as it was written. */
  readonly json: string;
  /** The same for people, with what is known and what is open told apart. */
  readonly parts: readonly ShownPart[];
  readonly open: readonly Opening[];
  /** Why it will fail, where that is certain already. */
  readonly faults: readonly string[];
}

const RENDERING = { seed: "", limits: { steps: 20_000, output: 100_000 } } as const;

export function foresee(tree: TemplateTree, values: KnownValues): Foreseen {
  const open: Opening[] = [];
  const faults: string[] = [];
  const told = at(tree);
  return { json: encodeData(dataOf(told)), parts: partsOf(told), open, faults };

  function at(part: TemplateTree): Told {
    if (typeof part === "string") return isTemplate(part) ? leaf(part) : { kind: "value", data: part };
    if (part === null || typeof part !== "object") return { kind: "value", data: fromPlain(part) };
    if (Array.isArray(part)) return { kind: "list", items: part.map((item: TemplateTree) => at(item)) };
    return { kind: "dict", entries: Object.entries(part).map(([key, item]) => [key, at(item)] as const) };
  }

  function leaf(text: string): Told {
    const opening = openingOf(text, values);
    if (opening !== null) return { kind: "text", pieces: templatePieces(text).map(piece) };
    const data = tried(() => renderTree(text, values.context, { ...RENDERING, now: Date.now() }));
    return data === undefined
      ? { kind: "text", pieces: [left({ text, why: [], known: [] })] }
      : { kind: "value", data };
  }

  function piece(text: string): string | Opening {
    if (!isTemplate(text)) return text;
    const opening = openingOf(text, values);
    if (opening !== null) return left(opening);
    const known = tried(() => render(parse(text), values.context, { ...RENDERING, now: Date.now() }));
    return known ?? left({ text, why: [], known: [] });
  }

  function left(opening: Opening): Opening {
    open.push(opening);
    return opening;
  }

  /** What is known does not change any more: what fails with it now fails then. Only the run's limits are higher. */
  function tried<Result extends Data>(compute: () => Result): Result | undefined {
    try {
      return compute();
    } catch (error) {
      const cause = error instanceof RenderError ? error.cause : error;
      if (!(cause instanceof Error)) throw error;
      if (!(cause instanceof TemplateError && cause.code === "limit")) faults.push(cause.message);
      return undefined;
    }
  }
}
