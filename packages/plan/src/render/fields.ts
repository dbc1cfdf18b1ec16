import type { Context, Data } from "@riposte/template";
import type { TemplateTree } from "../plan.ts";
import { renderQuestion } from "./question.ts";
import type { RenderOptions } from "./tree.ts";
import { renderTree } from "./tree.ts";

/** The trees of one step by the names its failures give them: `arguments`, `cases.0.when`, `message`. */
export type Fields = { readonly [field: string]: TemplateTree };

export function renderFields(
  fields: Fields,
  context: Context,
  { question, ...options }: Omit<RenderOptions, "field"> & { readonly question?: string | undefined },
): Record<string, Data> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, tree]) => {
      const render = field === question ? renderQuestion : renderTree;
      return [field, render(tree, context, { ...options, field })];
    }),
  );
}
