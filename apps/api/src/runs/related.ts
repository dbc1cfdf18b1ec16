import { readRelations } from "@riposte/db";
import type { RelatedRun } from "@riposte/db";
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
  return {
    parent: parent === null ? null : describe(parent),
    /** The first of them, in the order they were started. */
    children: children.map(describe),
    /** How many there are. */
    count,
    /** Why the on-error playbook did not start. */
    problem,
  };
}

/** `step`, `scope` and `attempt` say where in the run that started the other; null for an on-error playbook. */
function describe({ createdAt, playbookId, playbook, ...run }: RelatedRun) {
  return {
    ...run,
    playbook: { id: playbookId, name: playbook },
    over: isOver(run.state),
    createdAt: createdAt.toISOString(),
  };
}
