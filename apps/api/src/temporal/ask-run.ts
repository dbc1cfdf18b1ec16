import { recordChange } from "../audit/record-change.ts";
import type { Change } from "../audit/record-change.ts";
import type { Context } from "../context.ts";

/**
 * Puts on record that somebody asks something of a run, then asks it. What the run refuses is noted too:
 * an answer that is lost on its way must not leave a change without a trace.
 */
export async function askRun(ctx: Context, change: Change, ask: () => Promise<void>): Promise<void> {
  const { db, runs } = ctx.services;
  await runs.reach();
  await recordChange(db, ctx, change);
  try {
    await ask();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await recordChange(db, ctx, { ...change, details: { ...change.details, notDone: reason } });
    throw error;
  }
}
