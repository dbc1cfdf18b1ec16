import { findLastAudit } from "@riposte/db";
import { ALREADY_SO } from "@riposte/temporal/contract";
import { z } from "zod";
import type { Audited } from "../audit/audited.ts";
import { recordChange } from "../audit/record-change.ts";
import type { Change } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";
import { isRefusedAs } from "./explain-refusal.ts";

const unanswered = z.object({ unanswered: z.literal(true) });

/**
 * Puts on record that somebody asks something of a run, then asks it: an answer that is lost on its way must not
 * leave a change without a trace. What the run refuses is noted too, and where it does not answer that this is so:
 * what was asked may still be done. That entry takes the place of the first wherever the log is read, and so does one
 * with what `ask` gives as further details. `wasOpen`: the same person asks again (`wasUnanswered`), and what is so by
 * now was done by that.
 */
export async function askRun<T extends Change["details"] | void>(
  ctx: Context,
  change: Change,
  ask: () => Promise<T>,
  wasOpen = false,
): Promise<T | undefined> {
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
    if (wasOpen && isRefusedAs(error, ALREADY_SO)) return undefined;
    const isOpen = error instanceof UserError && error.kind === "unavailable";
    const answer = isOpen ? { unanswered: true } : { refused: messageOf(error) };
    await recordChange(db, ctx, { ...change, details: { ...change.details, ...answer, answers } });
    throw error;
  }
}

/** Whether the run did not answer this person when they asked for it last, and nobody has asked for the `opposite` since. */
export async function wasUnanswered(
  { actor, services }: Context,
  { action, target }: Pick<Change, "action" | "target">,
  ...opposite: readonly Audited[]
): Promise<boolean> {
  const last = await findLastAudit(services.db, actor.workspaceId, {
    target,
    actions: [action, ...opposite],
  });
  if (last === null || last.action !== action || last.actor !== actorName(actor)) return false;
  return unanswered.safeParse(JSON.parse(last.details)).success;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
