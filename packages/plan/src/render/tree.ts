import { evaluate, fromPlain, isTemplate, parseCached } from "@riposte/template";
import type { Context, Data, Limits } from "@riposte/template";
import type { TemplateTree } from "../plan.ts";
import { isList, membersOf, numberIn } from "../tree-data.ts";
import { RenderError } from "./render-error.ts";

export interface RenderOptions {
  /** What `utcnow()` answers, milliseconds since the epoch. */
  readonly now: number;
  /** What random filters draw from; the place in the tree is added to it. */
  readonly seed: string;
  readonly limits?: Partial<Limits>;
  /** Those of the plan; undefined: 1. */
  readonly semantics?: number | undefined;
  /** Where the tree stands, as failures name it: `arguments`. */
  readonly field?: string;
}

/** Every template in the tree is replaced by its value; throws nothing but `RenderError`. */
export function renderTree(tree: TemplateTree, context: Context, options: RenderOptions): Data {
  return renderAt(tree, context, options, options.field ?? "");
}

function renderAt(tree: TemplateTree, context: Context, options: RenderOptions, path: string): Data {
  if (typeof tree === "string") return renderText(tree, context, options, path);
  if (tree === null || typeof tree !== "object") return fromPlain(tree);
  if (isList(tree)) {
    return tree.map((item, at) => renderAt(item, context, options, joinPath(path, String(at))));
  }
  const written = numberIn(tree);
  if (written !== null) return written;
  return new Map(
    membersOf(tree).map(([key, item]) => [key, renderAt(item, context, options, joinPath(path, key))]),
  );
}

function renderText(text: string, context: Context, options: RenderOptions, path: string): Data {
  if (!isTemplate(text)) return text;
  try {
    return evaluate(parseCached(text), context, templateOptions(options, path));
  } catch (error) {
    throw new RenderError(path, error);
  }
}

/** Those for the template at this place of the tree. */
export function templateOptions({ now, seed, semantics, limits }: RenderOptions, path: string) {
  return { now, seed: `${seed}/${path}`, semantics, ...(limits === undefined ? {} : { limits }) };
}

export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
