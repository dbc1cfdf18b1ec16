import type { Catalogue } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import { findPlaybook } from "./check-playbook.ts";
import type { JsonObject } from "../plan.ts";
import { sourceSchema } from "./event-source.ts";

/** What an approval gives. */
export const RULING = closed({
  decision: { type: "string", enum: ["approved", "rejected", "expired"] },
  by: { type: "string", description: "Who decided" },
  comment: { type: "string", description: "What they said" },
});
/** What a condition gives. */
export const CASE = closed({ case: { type: "string", description: "The case that was true, or else" } });
const ERROR = closed({
  code: { type: "string", description: "Which failure it was" },
  message: { type: "string", description: "What happened" },
  step: { type: "string", description: "The step that failed" },
  attempt: { type: "integer", description: "Which attempt it was" },
});
/** What a step gives that failed while the run went on. */
export const FAILED = closed({ error: ERROR });
export const FAILED_ITERATION = closed({
  index: { type: "integer", description: "Counted from 0" },
  error: ERROR,
});
/** What a loop gives. */
export const LOOP = closed({
  count: { type: "integer", description: "How many iterations there were" },
  results: { type: "array", description: "What each of them collected, in order" },
  failed: { type: "array", items: FAILED_ITERATION, description: "Those that failed: index and error" },
});
const SIMULATED = closed({ simulated: { type: "boolean" } });

/** What templates find under a step's name, as far as that is known before it runs; null where nobody knows. */
export function outputSchema(node: StepNode, catalogue: Catalogue): JsonObject | null {
  const schema = whereItWorks(node, catalogue);
  return schema !== null && goesOn(node) ? withDefinitions(schema, [FAILED]) : schema;
}

/** What recorded runs gave, where the action's own schema says nothing of it; null: nothing is known of that either. */
export function learntSchema(node: StepNode, { learnt }: Catalogue): JsonObject | null {
  // Where a failure is an output, too, what was seen so far is not all there is.
  return node.kind === "action" && !goesOn(node) ? (learnt?.get(node.action) ?? null) : null;
}

function goesOn({ onFailure }: StepNode): boolean {
  return onFailure === "continue" || onFailure === "branch";
}

function whereItWorks(node: StepNode, catalogue: Catalogue): JsonObject | null {
  switch (node.kind) {
    case "wait_event": {
      const event = sourceSchema({ catalogue }, node.source);
      const mayMiss = event !== null && node.timeoutAfter !== undefined;
      return mayMiss ? withDefinitions(event, [{ type: "null" }]) : event;
    }
    case "approval":
      return RULING;
    case "condition":
    case "switch":
      return CASE;
    case "for_each":
    case "while":
      return LOOP;
    case "set":
      return closed(
        Object.fromEntries(
          node.assignments.flatMap(({ name, operation }) => (operation === "unset" ? [] : [[name, {}]])),
        ),
      );
    case "action": {
      const entry = catalogue.actions.get(node.action);
      if (entry === undefined || entry.result === null) return null;
      const instead = [
        ...(node.approval === undefined ? [] : [RULING]),
        ...(entry.effect === "read" ? [] : [SIMULATED]),
      ];
      return instead.length === 0 ? entry.result : withDefinitions(entry.result, instead);
    }
    case "sub_playbook": {
      const entry = findPlaybook(catalogue, node.playbook);
      return entry === undefined || entry.state === "unpublished" ? null : (entry.gives ?? { type: "null" });
    }
    default:
      return null;
  }
}

/** References lead from the root on, so that the definitions stay there. */
function withDefinitions(result: JsonObject, instead: readonly JsonObject[]): JsonObject {
  const { $defs, definitions } = result;
  const kept = {
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  };
  return { ...kept, anyOf: [result, ...instead] };
}

function closed(properties: JsonObject): JsonObject {
  return { type: "object", properties, additionalProperties: false };
}
