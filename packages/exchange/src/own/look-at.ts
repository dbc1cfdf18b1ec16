import { titleOf } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Catalogue } from "@riposte/plan";
import type { FoundPlaybook } from "../found-playbook.ts";
import type { ReportEntry } from "../report.ts";

/** What steps of ours name, and this workspace may not have. A connector of the same name and type is taken, and said. */
export function lookAt(
  graph: DraftGraph,
  catalogue: Catalogue,
  lineOfNode: FoundPlaybook["lineOfNode"],
): Pick<FoundPlaybook, "graph" | "report"> {
  const found = graph.nodes.map((node) => look(node, catalogue, lineOfNode(node.id)));
  return {
    graph: { ...graph, nodes: found.map(({ node }) => node) },
    report: found.flatMap(({ report }) => report),
  };
}

interface Looked {
  readonly node: DraftNode;
  readonly report: readonly ReportEntry[];
}

function look(node: DraftNode, catalogue: Catalogue, line: number | null): Looked {
  const at = { line, node: node.id };
  const title = titleOf(node);
  const called = node.kind === "sub_playbook" ? "playbook" : "onError";
  const playbook = node[called];
  if (typeof playbook === "string" && playbook !== "" && !isKnownPlaybook(catalogue, playbook)) {
    const message = `${title} runs the playbook ${JSON.stringify(playbook)}, which is not here. Import that first, or choose another one.`;
    const wants = { kind: "playbook", name: playbook } as const;
    const entry: ReportEntry = {
      code: "playbook_missing",
      weight: "missing",
      message,
      ...at,
      field: called,
      left: playbook,
      wants,
    };
    return { node, report: [entry] };
  }
  return node.kind === "action" ? lookAtAction(node, catalogue, at) : { node, report: [] };
}

function lookAtAction(node: DraftNode, catalogue: Catalogue, at: Pick<ReportEntry, "line" | "node">): Looked {
  const { action, connector } = node;
  const title = titleOf(node);
  const entry = typeof action === "string" ? catalogue.actions.get(action) : undefined;
  if (entry === undefined) {
    const message = `${title} calls the action ${JSON.stringify(action ?? "")}, which is not here. Add it, or choose another one.`;
    const wants = { kind: "action", uuid: "", module: null } as const;
    return {
      node,
      report: [
        {
          code: "action_missing",
          weight: "missing",
          message,
          ...at,
          field: "action",
          left: action ?? "",
          wants,
        },
      ],
    };
  }
  const type = entry.connector;
  if (type === null || (typeof connector !== "string" && !entry.connectorRequired))
    return { node, report: [] };
  const field = "connector";
  if (typeof connector === "string" && catalogue.connectors.get(connector) === type) {
    const message = `${title} names the connector ${connector}; it is taken for the one of this workspace. See whether it is meant.`;
    return {
      node,
      report: [{ code: "connector_taken", weight: "changed", message, ...at, field, left: connector }],
    };
  }
  const { connector: _theirs, ...rest } = node;
  const named = typeof connector === "string" ? `: ${connector} is not here` : "";
  const message = `${title} needs a connector of the type ${type}${named}. Choose one, or add it.`;
  const missing: ReportEntry = {
    code: "connector_missing",
    weight: "missing",
    message,
    ...at,
    field,
    left: null,
    wants: { kind: "connector", type },
  };
  return { node: rest, report: [missing] };
}

function isKnownPlaybook({ playbooks }: Catalogue, ref: string): boolean {
  return [...(playbooks?.values() ?? [])].some(({ id, name }) => id === ref || name === ref);
}
