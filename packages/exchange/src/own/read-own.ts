import { draftGraph } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { graphOf } from "@riposte/plan";
import type { Catalogue } from "@riposte/plan";
import { checkGraph } from "../check-graph.ts";
import { Fault } from "../fault.ts";
import type { FoundPlaybook } from "../found-playbook.ts";
import { listAt, neededText, textAt } from "../json/members.ts";
import type { Members, Path } from "../json/members.ts";
import { lookAt } from "./look-at.ts";

/** What `riposte export --json` and the page of playbooks write. @throws Fault */
export function readOwn(root: Members, catalogue: Catalogue): FoundPlaybook {
  const path: Path = [...root.path, "graph"];
  const line = (...rest: Path) => root.lineOf([...path, ...rest]);
  const graph = readGraph(root, path);
  checkGraph(graph, { ofNode: (at) => line("nodes", at), ofEdge: (at) => line("edges", at) });
  const lineOfNode = (id: string) => {
    const at = graph.nodes.findIndex((node) => node.id === id);
    return at < 0 ? null : line("nodes", at);
  };
  const seen = lookAt(graph, catalogue, lineOfNode);
  return {
    name: neededText(root, "name"),
    description: textAt(root, "description") ?? "",
    folder: textAt(root, "folder") ?? "",
    tags: listAt(root, "tags").filter((tag) => typeof tag === "string"),
    ...seen,
    lineOfNode,
  };
}

function readGraph(root: Members, path: Path): DraftGraph {
  const data = root.data.get("graph");
  if (data === undefined) throw new Fault('the playbook has no "graph".', root.lineOf(root.path));
  const parsed = draftGraph.safeParse(graphOf(data));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = [...path, ...(issue?.path ?? []).map((part) => (typeof part === "symbol" ? "" : part))];
  throw new Fault(`${place.join(".")}: ${issue?.message ?? "it is not as it must be"}.`, root.lineOf(place));
}
