import { findStepRun } from "@riposte/db";
import type { Database, RunRow } from "@riposte/db";
import type { LoopParts, Plan } from "@riposte/plan";
import type { Data } from "@riposte/template";
import { scopesAround } from "./scopes-around.ts";

/** What `item` and `loop` are to a step of this iteration; null: outside of loops, or not recorded where one can read it. */
export async function knownIteration(
  db: Database,
  { plan, run, scope }: { readonly plan: Plan; readonly run: RunRow; readonly scope: string },
  read: (payload: string) => Promise<Data | undefined>,
): Promise<LoopParts | null> {
  let parent: LoopParts | null = null;
  const [, ...iterations] = scopesAround(scope);
  for (const iteration of iterations) {
    const outer = iteration.slice(0, Math.max(iteration.lastIndexOf("/"), 0));
    const [, id = "", at = ""] = /([^/]*)\[(\d+)\]$/.exec(iteration) ?? [];
    const loop = plan.steps.find((step) => step.id === id);
    const index = Number(at);
    if (loop?.kind === "while") parent = { index, length: null, parent };
    else {
      const row = await findStepRun(db, run.workspaceId, { runId: run.id, step: id, scope: outer });
      const items = row?.input ? await read(row.input) : undefined;
      const item = Array.isArray(items) ? (items as readonly Data[])[index] : undefined;
      if (!Array.isArray(items) || item === undefined) return null;
      parent = { index, length: items.length, item, parent };
    }
  }
  return parent;
}
