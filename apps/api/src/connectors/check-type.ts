import { listModules, listScriptActions } from "@riposte/db";
import { connectors } from "@riposte/integrations";
import { readDefinition } from "../actions/action-definition.ts";
import type { Context } from "../context.ts";
import { connectorType } from "../modules/module-entries.ts";
import { UserError } from "../user-error.ts";

/** A type is built in, or an uploaded action asks for it: nothing else could ever use the connector. */
export async function checkType({ services, actor }: Context, type: string): Promise<void> {
  if (connectors.has(type)) return;
  const [scripts, modules] = await Promise.all([
    listScriptActions(services.db, actor.workspaceId),
    listModules(services.db, actor.workspaceId),
  ]);
  const asked = [
    ...scripts
      .map(({ version }) => readDefinition(version.definition).connector)
      .filter((each) => each !== null),
    ...modules.map(({ module }) => connectorType(module.name)),
  ];
  if (asked.includes(type)) return;
  const known = [...new Set([...connectors.keys(), ...asked])].toSorted().join(", ");
  const message = `There is no connector type "${type}". It can be: ${known}. An uploaded action or module that needs a type of its own makes it known: add that first.`;
  throw new UserError("bad_request", message, { field: "type" });
}
