import { listUnfinishedStates, readRelations } from "@riposte/db";
import type { HappeningRow, RelatedRun } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { isOver, requireRun, runRef } from "./find.ts";

/** The run that started this one, and those that it started. */
export const related = needs("runs.read")
  .input(z.object({ id: runRef }).strict())
  .query(async ({ ctx, input }) => {
    await requireRun(ctx, input.id);
    return tellRelations(ctx, input.id);
  });

export async function tellRelations({ services, actor }: Context, id: string) {
  const { parent, children, count, problem } = await readRelations(services.db, actor.workspaceId, id);
  const ids = [...children, ...(parent === null ? [] : [parent])].map((run) => run.id);
  const happening = await listUnfinishedStates(services.db, actor.workspaceId, ids);
  const tell = (run: RelatedRun) => describe(run, happening.get(run.id) ?? []);
  return {
    parent: parent === null ? null : tell(parent),
    /** The first of them, in the order they were started. */
    children: children.map(tell),
    /** How many there are. */
    count,
    /** Why the on-error playbook did not start. */
    problem,
  };
}

/** `step`, `scope` and `attempt` say where in the run that started the other; null for an on-error playbook. */
function describe(
  { createdAt, playbookId, playbook, ...run }: RelatedRun,
  happening: readonly Pick<HappeningRow, "state">[],
) {
  return {
    ...run,
    /** In which states its steps are that have begun and not ended. */
    happening,
    playbook: { id: playbookId, name: playbook },
    over: isOver(run.state),
    createdAt: createdAt.toISOString(),
  };
}
