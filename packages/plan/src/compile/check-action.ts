import type { ActionEntry, Catalogue, TriggerEntry } from "../catalogue.ts";
import type { StepNode, TriggerNode } from "../graph.ts";
import { isRecord } from "../json.ts";
import { checkLiterals } from "./check-literals.ts";
import type { Subject } from "./check-literals.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";
import { schemaProblem } from "./schema-problem.ts";

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
    ...checkConnector(draft, node, action),
    ...checkInterpreter(draft, node, action),
    ...checkBranches(node, action),
  ];
}

export function checkTriggerConfig({ catalogue }: Draft, node: TriggerNode): Diagnostic[] {
  const trigger = catalogue.triggers.get(node.trigger);
  if (node.trigger === "") {
    const message = "Choose what starts the playbook.";
    return [error({ code: "unknown_trigger", message, node: node.id, field: "trigger" })];
  }
  if (trigger === undefined) {
    const message = `There is no trigger "${node.trigger}".`;
    const hint = didYouMean(node.trigger, catalogue.triggers.keys());
    return [error({ code: "unknown_trigger", message, node: node.id, field: "trigger", ...hint })];
  }
  const subject: Subject = {
    node: node.id,
    field: "config",
    name: trigger.name,
    noun: "setting",
    empties: [],
  };
  return [...checkLiterals(subject, trigger.config, node.config), ...checkInputs(trigger, node)];
}

/** The JSON Schema of its event, which the author writes. */
function checkInputs({ name, eventIn }: TriggerEntry, node: TriggerNode): Diagnostic[] {
  const schema = eventIn === undefined ? undefined : node.config[eventIn];
  const problem = isRecord(schema) ? schemaProblem(schema) : null;
  if (problem === null) return [];
  const message = `What "${name}" takes cannot be used as a schema: ${problem}`;
  return [error({ code: "broken_schema", message, node: node.id, field: `config.${eventIn}` })];
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

/** Nothing is said while no runner is there: it may come with any. */
function checkInterpreter(
  { catalogue }: Draft,
  node: ActionNode,
  { name, script }: ActionEntry,
): Diagnostic[] {
  const { interpreters } = catalogue;
  const wanted = script?.python;
  if (wanted === undefined || interpreters === undefined || interpreters.has(wanted)) return [];
  const message = `"${name}" asks for Python ${wanted}, and no runner has it.`;
  const hint = `Install Python ${wanted} where scripts run, or choose another interpreter in the settings of the script. Runners have ${[...interpreters].join(", ")}.`;
  return [warning({ code: "interpreter_missing", message, node: node.id, field: "action", hint })];
}

function checkGroup(
  catalogue: Catalogue,
  { name, execution }: ActionEntry,
  { connector, ...place }: { readonly node: string; readonly field: string; readonly connector: string },
): Diagnostic[] {
  const group = catalogue.connectorGroups?.get(connector);
  if (group === undefined || execution === "script") return [];
  const message = `The connector "${connector}" is for the runner group ${group}, where only scripts run; "${name}" runs in Riposte itself.`;
  return [error({ code: "connector_type", message, ...place, hint: "Choose another connector." })];
}

function checkConnector({ catalogue }: Draft, node: ActionNode, action: ActionEntry): Diagnostic[] {
  const place = { node: node.id, field: "connector" };
  if (node.connector === undefined || node.connector === "") {
    if (action.connector === null || !action.connectorRequired) return [];
    const message = `"${action.name}" needs a connector of the type "${action.connector}".`;
    const fitting = [...catalogue.connectors].filter(([, type]) => type === action.connector);
    const hint =
      fitting.length === 0
        ? "Create one under Connectors."
        : `Choose one of: ${fitting.map(([name]) => name).join(", ")}.`;
    return [error({ code: "connector_missing", message, ...place, hint })];
  }
  if (action.connector === null) {
    const message = `"${action.name}" uses no connector; "${node.connector}" is ignored.`;
    return [warning({ code: "connector_unused", message, ...place, hint: "Remove it." })];
  }
  const type = catalogue.connectors.get(node.connector);
  if (type === undefined) {
    const message = `There is no connector "${node.connector}".`;
    const hint = didYouMean(node.connector, catalogue.connectors.keys());
    return [error({ code: "connector_unknown", message, ...place, ...hint })];
  }
  if (type === action.connector)
    return checkGroup(catalogue, action, { ...place, connector: node.connector });
  const message = `The connector "${node.connector}" is of the type "${type}"; "${action.name}" needs "${action.connector}".`;
  return [error({ code: "connector_type", message, ...place, hint: "Choose another connector." })];
}
