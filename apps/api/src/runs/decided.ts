import { findRuns, listDecidedApprovals } from "@riposte/db";
import type { ApprovalRequest } from "@riposte/plan";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { listResolutions } from "./resolutions.ts";
import { plannedSteps } from "./step-names.ts";

const decidedInput = z
  .object({ limit: z.int().min(1).max(500).default(200) })
  .strict()
  .prefault({});

/** What people were asked by runs and have answered: approvals, and what became of steps. The newest answer first. */
export const decided = needs("approvals.read")
  .input(decidedInput)
  .query(({ ctx, input }) => listDecided(ctx, input.limit));

async function listDecided({ services: { db }, actor }: Context, limit: number) {
  const { workspaceId } = actor;
  const [approvals, resolutions] = await Promise.all([
    listDecidedApprovals(db, workspaceId, limit),
    listResolutions(db, workspaceId, { limit: 2 * limit }),
  ]);
  const ids = [...approvals.map(({ runId }) => runId), ...resolutions.map(({ run }) => run)];
  const runs = new Map(
    (await findRuns(db, workspaceId, [...new Set(ids)])).map((each) => [each.run.id, each]),
  );
  const answers = [];
  for (const row of approvals) {
    const found = runs.get(row.runId);
    if (found === undefined || row.outcome === null) continue;
    const { stepLabel, message } = JSON.parse(row.request) as ApprovalRequest;
    answers.push({
      /** Null: nobody approved anything, they said what became of a step. */
      approval: row.id,
      run: row.runId,
      step: row.step,
      scope: row.scope,
      stepLabel,
      playbook: { id: found.run.playbookId, name: found.playbook },
      message,
      outcome: row.outcome,
      by: row.decidedBy,
      at: (row.decidedAt ?? row.createdAt).toISOString(),
      comment: row.comment ?? "",
      wasRunOver: false,
      wasIterationOver: false,
    });
  }
  for (const resolution of resolutions) {
    const { run, step, scope, outcome, by, at, reason, isSure, wasRunOver, wasIterationOver } = resolution;
    const found = runs.get(run);
    if (found === undefined || !isSure) continue;
    const planned = (await plannedSteps(db, found.run.planHash)).byId.get(step);
    answers.push({
      approval: null,
      run,
      step,
      scope,
      stepLabel: planned?.label ?? step,
      playbook: { id: found.run.playbookId, name: found.playbook },
      message: "",
      outcome,
      by,
      at,
      comment: reason,
      /** It was only noted: the step counts as it did before. */
      wasRunOver,
      wasIterationOver,
    });
  }
  return answers.toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, limit);
}
