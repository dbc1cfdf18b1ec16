import type { ActionEntry } from "../catalogue.ts";
import type { StepNode } from "../graph.ts";
import { checkConnector } from "./check-connector.ts";
import { checkInterpreter } from "./check-interpreter.ts";
import { checkRunnerGroup } from "./check-runner-group.ts";
import { checkLiterals } from "./check-literals.ts";
import type { Subject } from "./check-literals.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";

type ActionNode = Extract<StepNode, { kind: "action" }>;

export function checkAction(draft: Draft, node: ActionNode): Diagnostic[] {
  const { actions } = draft.catalogue;
  const action = actions.get(node.action);
  if (node.action === "") {
    const hint = "The palette and the step's panel list them.";
    return [
      error({ code: "unknown_action", message: "Choose an action.", node: node.id, field: "action", hint }),
    ];
  }
  if (action === undefined) {
    const message = `There is no action "${node.action}".`;
    const hint = didYouMean(node.action, actions.keys());
    return [error({ code: "unknown_action", message, node: node.id, field: "action", ...hint })];
  }
  const subject: Subject = {
    node: node.id,
    field: "arguments",
    name: action.name,
    noun: "argument",
    empties: action.script === null ? [null, ""] : [null],
  };
  return [
    ...checkLiterals(subject, action.arguments, node.arguments),
    ...checkConnector(draft.catalogue, node, { ...action, runsHere: action.execution !== "script" }),
    ...checkRunnerGroup(draft.catalogue, node, action),
    ...checkInterpreter(
      draft.catalogue,
      { name: action.name, node: node.id, field: "action" },
      action.script,
    ),
    ...checkBranches(node, action),
  ];
}

/** A way out that its action never names would wait for ever. */
function checkBranches(node: ActionNode, { name, branches = {} }: ActionEntry): Diagnostic[] {
  const unknown = node.branches?.find((branch) => !Object.hasOwn(branches, branch));
  if (unknown === undefined) return [];
  const message = `"${name}" has no branch "${unknown}".`;
  const known = Object.keys(branches);
  const hint = known.length === 0 ? "It has none: take branches away." : `It has ${known.join(", ")}.`;
  return [error({ code: "unknown_port", message, node: node.id, field: "branches", hint })];
}
