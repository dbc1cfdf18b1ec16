import type { Inferred } from "../types/infer-template.ts";
import type { StepNode } from "../graph.ts";
import { truthOf } from "../types/truth.ts";
import { isOnly } from "../types/type.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { warning } from "./diagnostic.ts";

/** Cases that no run will ever take: never true, or behind one that always is. */
export function deadCases(
  node: Extract<StepNode, { kind: "condition" }>,
  inferred: ReadonlyMap<string, Inferred>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  let always: string | null = null;
  for (const [at, { name, when }] of node.cases.entries()) {
    const field = `cases.${at}.when`;
    const say = (message: string, hint: string) =>
      found.push(warning({ code: "dead_branch", message, node: node.id, field, hint }));
    const type = inferred.get(field)?.type;
    const truth = type === undefined || isOnly(type, "null") ? null : truthOf(type);
    if (always !== null)
      say(`"${name}" is never taken: "${always}" before it is always true.`, "Put it first, or remove it.");
    else if (truth === false && when.trim() !== "false")
      say(
        `"${name}" is never taken: its condition can never be true.`,
        "Compare with a value that can occur.",
      );
    if (truth === true) always ??= name;
  }
  return found;
}
