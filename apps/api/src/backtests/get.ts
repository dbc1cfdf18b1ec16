import { listBacktestEvents } from "@riposte/db";
import type { ShownResult, ShownSide } from "@riposte/plan";
import { z } from "zod";
import type { Context } from "../context.ts";
import { eventLine } from "../runs/event-line.ts";
import { needs } from "../trpc.ts";
import { describeBacktest } from "./describe-backtest.ts";
import { backtestRef, requireBacktest } from "./find.ts";

/** Of each event so many differences are told; `event` tells more. */
const TOLD_DIFFERENCES = 6;

/** A backtest with a row for each of its events: what the draft would have done, beside what was done. */
export const get = needs("runs.read")
  .input(z.object({ id: backtestRef }).strict())
  .query(({ ctx, input }) => tell(ctx, input.id));

async function tell(ctx: Context, ref: string) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const backtest = await requireBacktest(ctx, ref);
  const rows = await listBacktestEvents(db, workspaceId, backtest.id);
  return {
    ...describeBacktest(backtest),
    events: rows.map(({ run, version, state, createdAt, event, result }) => ({
      run,
      version,
      state,
      createdAt: createdAt.toISOString(),
      eventLine: eventLine(event),
      result: result === null ? null : inShort(JSON.parse(result) as ShownResult),
    })),
  };
}

function inShort(result: ShownResult) {
  if (result.kind === "untold") return result;
  const { differences, more, ...rest } = result;
  const told = differences.slice(0, TOLD_DIFFERENCES);
  return {
    ...rest,
    differences: told.map(({ step, scope, label, kind, before, after }) => ({
      step,
      scope,
      label,
      kind,
      ...wayOf(before, after),
    })),
    more: more + differences.length - told.length,
  };
}

/** How it ended, or by which port it left where it ended the same; null: it took no part. */
function wayOf(before: ShownSide | null, after: ShownSide | null) {
  if (before !== null && before.state === after?.state && before.port !== after.port) {
    return { before: before.port, after: after.port };
  }
  return { before: before?.state ?? null, after: after?.state ?? null };
}
