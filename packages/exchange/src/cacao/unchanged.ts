import { draftGraph, equal } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { treeOf } from "@riposte/plan";
import { toPlain } from "@riposte/template";
import type { Data, DataMap } from "@riposte/template";
import { RIPOSTE } from "./ids.ts";
import { Workflow } from "./workflow.ts";

/**
 * The graph that we exported, as long as nobody has touched the workflow since: then it is what the file says,
 * whole. Null: the workflow is to be read as any other.
 */
export function unchangedGraph(playbook: DataMap): DraftGraph | null {
  const extension = member(playbook.get("playbook_extensions"), RIPOSTE);
  const parsed = draftGraph.safeParse(toPlain(member(extension, "graph") ?? null));
  if (!parsed.success) return null;
  const { steps, start } = new Workflow(parsed.data).write();
  if (start !== playbook.get("workflow_start")) return null;
  const workflow = playbook.get("workflow") ?? null;
  return equal(treeOf(steps), treeOf(workflow)) ? parsed.data : null;
}

function member(data: Data | undefined, key: string): Data | undefined {
  return data instanceof Map ? data.get(key) : undefined;
}
