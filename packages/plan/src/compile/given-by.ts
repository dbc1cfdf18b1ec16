import type { JsonObject } from "../plan.ts";
import { schemaOfType } from "../types/to-schema.ts";
import { NULL, union } from "../types/type.ts";
import type { Draft } from "./draft.ts";
import type { StepTypes } from "./step-types.ts";
import { unwindingSteps } from "./unwinding.ts";

/** JSON Schema of what a playbook gives to who calls it, by its steps that return something; null: nothing. */
export function givenBy({ graph, trigger, steps, flow }: Draft, types: StepTypes): JsonObject | null {
  // A cancelled run gives nothing.
  const unwinding = unwindingSteps(graph, trigger);
  const returns = steps.flatMap((step) => (step.kind === "return" && !unwinding.has(step.id) ? [step] : []));
  if (returns.length === 0) return null;
  const isCertain = returns.some(
    ({ id, parent, runIf }) => parent === undefined && runIf === undefined && flow?.runsAlways(id) === true,
  );
  const given = returns.map((step) => types.ofTree(step.outputs, step));
  return schemaOfType(union(isCertain ? given : [...given, NULL]));
}
