import { insertBacktest, insertPlan, listPastRuns, newId } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { draftToRun } from "../runs/draft-to-run.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";

const MOST_EVENTS = 200;
const instant = z.iso.datetime({ offset: true });

const startInput = z
  .object({
    playbook: playbookRef,
    /** How many runs, the newest first. */
    last: z.int().min(1).max(MOST_EVENTS).default(20),
    /** Only runs of this time: from, and up to without. */
    from: instant.optional(),
    to: instant.optional(),
    /** The draft's that one sees; another one in the store is a conflict. Absent: as it is. */
    revision: z.int().min(0).optional(),
  })
  .strict();

/** Holds the draft against what the playbook's last runs met. Nothing is sent, and no run is started. */
export const start = needs("playbooks.write")
  .input(startInput)
  .mutation(({ ctx, input }) => startBacktest(ctx, input));

async function startBacktest(ctx: Context, input: z.infer<typeof startInput>) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const playbook = await requirePlaybook(ctx, input.playbook);
  const from = input.from === undefined ? null : new Date(input.from);
  const to = input.to === undefined ? null : new Date(input.to);
  if (from !== null && to !== null && from >= to) {
    throw new UserError("bad_request", "The time ends before it begins: give a later end.", { field: "to" });
  }
  const draft = await draftToRun(ctx, playbook, input.revision);
  const runs = await listPastRuns(db, workspaceId, { playbookId: playbook.id, from, to, last: input.last });
  if (runs.length === 0) {
    const when = from === null && to === null ? "" : " in this time";
    const message = `No version of ${playbook.name} has run to its end${when}: there is nothing to hold the draft against.`;
    throw new UserError("conflict", message);
  }
  const id = newId("bt");
  await insertPlan(db, draft.planText);
  const { revision, graph, planHash } = draft;
  const author = actorName(ctx.actor);
  const backtest = { id, workspaceId, playbookId: playbook.id, revision, graph, planHash, from, to, author };
  if (!(await insertBacktest(db, backtest, runs))) {
    const message = `Another backtest of ${playbook.name} is still going on: stop it, or wait for its end.`;
    throw new UserError("conflict", message);
  }
  const details = { backtest: id, revision, events: runs.length };
  await recordChange(db, ctx, { action: "backtests.start", target: `playbook:${playbook.id}`, details });
  return { backtest: id, events: runs.length, revision };
}
