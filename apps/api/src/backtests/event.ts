import { findBacktestEvent } from "@riposte/db";
import { graph as graphSchema, withPlacesInBounds } from "@riposte/plan";
import type { ShownResult, ShownStep } from "@riposte/plan";
import { z } from "zod";
import type { Context } from "../context.ts";
import { runRef } from "../runs/find.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { backtestRef, requireBacktest } from "./find.ts";

/** One event of a backtest: the draft as it was tried, what each of its steps did, and how that differs. */
export const event = needs("runs.read")
  .input(z.object({ id: backtestRef, run: runRef }).strict())
  .query(({ ctx, input }) => tell(ctx, input));

async function tell(ctx: Context, { id, run }: { readonly id: string; readonly run: string }) {
  const { playbookId, revision, graph } = await requireBacktest(ctx, id);
  const wanted = { backtestId: id, runId: run };
  const row = await findBacktestEvent(ctx.services.db, ctx.actor.workspaceId, wanted);
  if (row === null) throw notFound("run", run);
  return {
    playbook: playbookId,
    revision,
    graph: graphSchema.parse(withPlacesInBounds(JSON.parse(graph))),
    run,
    version: row.version,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    result: row.result === null ? null : (JSON.parse(row.result) as ShownResult),
    steps: row.steps === null ? [] : (JSON.parse(row.steps) as readonly ShownStep[]),
  };
}
