import type { Catalogue } from "../catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error, warning } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";

interface Named {
  readonly id: string;
  readonly connector?: string | undefined;
}

/** An action, or a trigger of a module. */
interface Asking {
  readonly name: string;
  /** The connector type it uses, or null. */
  readonly connector: string | null;
  readonly connectorRequired: boolean;
  /** Where it runs is not where the runners of groups are. */
  readonly runsHere: boolean;
}

export function checkConnector(catalogue: Catalogue, node: Named, asking: Asking): Diagnostic[] {
  const place = { node: node.id, field: "connector" };
  if (node.connector === undefined || node.connector === "") {
    if (asking.connector === null || !asking.connectorRequired) return [];
    const message = `"${asking.name}" needs a connector of the type "${asking.connector}".`;
    const fitting = [...catalogue.connectors].filter(([, type]) => type === asking.connector);
    const hint =
      fitting.length === 0
        ? "Create one under Connectors."
        : `Choose one of: ${fitting.map(([name]) => name).join(", ")}.`;
    return [error({ code: "connector_missing", message, ...place, hint })];
  }
  if (asking.connector === null) {
    const message = `"${asking.name}" uses no connector; "${node.connector}" is ignored.`;
    return [warning({ code: "connector_unused", message, ...place, hint: "Remove it." })];
  }
  const type = catalogue.connectors.get(node.connector);
  if (type === undefined) {
    const message = `There is no connector "${node.connector}".`;
    const hint = didYouMean(node.connector, catalogue.connectors.keys());
    return [error({ code: "connector_unknown", message, ...place, ...hint })];
  }
  if (type === asking.connector)
    return checkGroup(catalogue, asking, { ...place, connector: node.connector });
  const message = `The connector "${node.connector}" is of the type "${type}"; "${asking.name}" needs "${asking.connector}".`;
  return [error({ code: "connector_type", message, ...place, hint: "Choose another connector." })];
}

function checkGroup(
  catalogue: Catalogue,
  { name, runsHere }: Asking,
  { connector, ...place }: { readonly node: string; readonly field: string; readonly connector: string },
): Diagnostic[] {
  const group = catalogue.connectorGroups?.get(connector);
  if (group === undefined || !runsHere) return [];
  const message = `The connector "${connector}" is for the runner group ${group}, where only scripts of steps run; "${name}" runs in Riposte itself.`;
  return [error({ code: "connector_type", message, ...place, hint: "Choose another connector." })];
}
