import { recordChange } from "../audit/record-change.ts";
import type { Change } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";

/**
 * Puts on record that somebody asks something of a run, then asks it: an answer that is lost on its way must not
 * leave a change without a trace. What the run refuses is noted too, and where it does not answer that this is so:
 * what was asked may still be done. That entry takes the place of the first wherever the log is read, and so does one
 * with what `ask` gives as further details.
 */
export async function askRun<T extends Change["details"] | void>(
  ctx: Context,
  change: Change,
  ask: () => Promise<T>,
): Promise<T> {
  const { db, runs } = ctx.services;
  await runs.reach();
  const answers = await recordChange(db, ctx, change);
  try {
    const further = await ask();
    if (further !== undefined) {
      await recordChange(db, ctx, { ...change, details: { ...change.details, ...further, answers } });
    }
    return further;
  } catch (error) {
    const isOpen = error instanceof UserError && error.kind === "unavailable";
    const answer = isOpen ? { unanswered: true } : { refused: messageOf(error) };
    await recordChange(db, ctx, { ...change, details: { ...change.details, ...answer, answers } });
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
