import type { Catalogue } from "../catalogue.ts";
import type { PlanScript } from "../plan.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { warning } from "./diagnostic.ts";

/** Nothing is said while no runner is there: it may come with any. */
export function checkInterpreter(
  { interpreters }: Catalogue,
  { name, ...place }: { readonly name: string; readonly node: string; readonly field: string },
  script: PlanScript | null,
): Diagnostic[] {
  const wanted = script?.python;
  if (wanted === undefined || interpreters === undefined || interpreters.has(wanted)) return [];
  const message = `"${name}" asks for Python ${wanted}, and no runner has it.`;
  const hint = `Install Python ${wanted} where scripts run, or choose another interpreter in the settings of the script. Runners have ${[...interpreters].join(", ")}.`;
  return [warning({ code: "interpreter_missing", message, ...place, hint })];
}
