import type { JsonObject } from "../plan.ts";
import { schemaOfType } from "../types/to-schema.ts";
import { NULL, union } from "../types/type.ts";
import type { Draft } from "./draft.ts";
import type { StepTypes } from "./step-types.ts";

/** JSON Schema of what a playbook gives to who calls it, by its steps that return something; null: nothing. */
export function givenBy({ steps, flow }: Draft, types: StepTypes): JsonObject | null {
  const returns = steps.flatMap((step) => (step.kind === "return" ? [step] : []));
  if (returns.length === 0) return null;
  const isCertain = returns.some(
    ({ id, parent, runIf }) => parent === undefined && runIf === undefined && flow?.runsAlways(id) === true,
  );
  const given = returns.map((step) => types.ofTree(step.outputs, step));
  return schemaOfType(union(isCertain ? given : [...given, NULL]));
}
