import type { TriggerNode } from "../graph.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import type { Draft } from "./draft.ts";
import { fieldFaults } from "./field-faults.ts";
import type { Reading } from "./templates-of.ts";
import { readTemplates } from "./templates-of.ts";

/** Templates in a trigger's settings: they are made when an event comes, before there is a run. */
export function checkTriggerKeys({ catalogue }: Draft, node: TriggerNode): Diagnostic[] {
  const { event = null, source } = catalogue.triggers.get(node.trigger) ?? {};
  // What a module is started with is handed to it as it is written.
  const { arguments: _given, ...keys } = node.config;
  const tree = source === undefined ? node.config : keys;
  const fields = [{ field: "config", tree, isExpression: false }];
  const { readings, diagnostics } = readTemplates(node.id, fields);
  const found = readings.flatMap(({ field, reference: { path, range } }: Reading) => {
    const place = { node: node.id, field, range };
    if (path[0] === "trigger") return fieldFaults(event, { path, from: 1, place });
    const message = `There is nothing called "${String(path[0])}" yet when an event comes.`;
    const hint = "A trigger's settings see what the event brought, as trigger.";
    return [error({ code: "unknown_name", message, ...place, hint })];
  });
  return [...diagnostics, ...found];
}
