import type { SourceRange, Diagnostic } from "./diagnostic.ts";
import type { StepNode } from "../graph.ts";
import { LEARNT } from "../types/report.ts";
import { whyNoLoop } from "../types/outcome.ts";
import { isOnly } from "../types/type.ts";
import type { Type } from "../types/type.ts";
import { error, warning } from "./diagnostic.ts";

/** A for-each over what holds no items. What is only empty may be a field that is not there: that is told elsewhere. */
export function overFaults(
  node: StepNode,
  { field, range }: { readonly field: string; readonly range?: SourceRange },
  type: Type,
): Diagnostic[] {
  if (node.kind !== "for_each" || field !== "over" || isOnly(type, "null")) return [];
  const message = whyNoLoop(type);
  if (message === null) return [];
  const place = { node: node.id, field, ...(range === undefined ? {} : { range }) };
  const fault = { code: "not_a_list", message, ...place } as const;
  return [type.learnt ? warning({ ...fault, hint: LEARNT }) : error(fault)];
}

/** The same of what is written out. */
export function checkOver({ id, over }: Extract<StepNode, { kind: "for_each" }>): Diagnostic[] {
  if (typeof over === "string" || (typeof over === "object" && over !== null)) return [];
  const message = "A loop needs a list, an object or a text to go over.";
  return [error({ code: "not_a_list", message, node: id, field: "over" })];
}
