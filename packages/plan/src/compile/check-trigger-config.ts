import type { TriggerEntry } from "../catalogue.ts";
import type { TriggerNode } from "../graph.ts";
import { isRecord } from "../json.ts";
import { checkConnector } from "./check-connector.ts";
import { checkInterpreter } from "./check-interpreter.ts";
import { checkLiterals } from "./check-literals.ts";
import type { Subject } from "./check-literals.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Draft } from "./draft.ts";
import { schemaProblem } from "./schema-problem.ts";

export function checkTriggerConfig(draft: Draft, node: TriggerNode): Diagnostic[] {
  const { triggers } = draft.catalogue;
  const trigger = triggers.get(node.trigger);
  if (node.trigger === "") {
    const message = "Choose what starts the playbook.";
    return [error({ code: "unknown_trigger", message, node: node.id, field: "trigger" })];
  }
  if (trigger === undefined) {
    const message = `There is no trigger "${node.trigger}".`;
    const hint = didYouMean(node.trigger, triggers.keys());
    return [error({ code: "unknown_trigger", message, node: node.id, field: "trigger", ...hint })];
  }
  const subject: Subject = {
    node: node.id,
    field: "config",
    name: trigger.name,
    noun: "setting",
    empties: [],
  };
  return [
    ...checkLiterals(subject, trigger.config, node.config),
    ...checkInputs(trigger, node),
    ...checkSource(draft, node, trigger),
  ];
}

/** What a module's trigger needs to be run. */
function checkSource({ catalogue }: Draft, node: TriggerNode, { name, source }: TriggerEntry): Diagnostic[] {
  const { connector = null, connectorRequired = false, script = null } = source ?? {};
  return [
    ...checkConnector(catalogue, node, { name, connector, connectorRequired, runsHere: true }),
    ...checkInterpreter(catalogue, { name, node: node.id, field: "trigger" }, script),
  ];
}

/** The JSON Schema of its event, which the author writes. */
function checkInputs({ name, eventIn }: TriggerEntry, node: TriggerNode): Diagnostic[] {
  const schema = eventIn === undefined ? undefined : node.config[eventIn];
  const problem = isRecord(schema) ? schemaProblem(schema) : null;
  if (problem === null) return [];
  const message = `What "${name}" takes cannot be used as a schema: ${problem}`;
  return [error({ code: "broken_schema", message, node: node.id, field: `config.${eventIn}` })];
}
