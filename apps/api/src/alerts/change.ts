import { alertStatuses, commentAlert, newId, updateAlertStatus } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { alertRef, requireAlert } from "./find.ts";

/** By hand; steps of playbooks have actions of their own. */
export const comment = needs("alerts.write")
  .input(
    z.object({ id: alertRef, content: z.string().trim().min(1, "Write something.").max(10_000) }).strict(),
  )
  .mutation(({ ctx, input }) => addComment(ctx, input));

async function addComment(ctx: Context, { id, content }: { id: string; content: string }) {
  const alert = await requireAlert(ctx, id);
  const result = await ctx.services.db.transaction(async (tx) => {
    const commented = await commentAlert(tx, { ...byPerson(ctx), alert: alert.uuid, content });
    if (commented.kind === "commented") {
      const target = `alert:${alert.uuid}`;
      await recordChange(tx, ctx, { action: "alerts.comment", target, details: { shortId: alert.short_id } });
    }
    return commented;
  });
  if (result.kind === "alert_not_found") throw notFound("alert", id);
  if (result.kind === "too_many_comments") {
    throw new UserError("conflict", `${alert.short_id} has as many comments as an alert may have.`);
  }
  return result.comment;
}

export const setStatus = needs("alerts.write")
  .input(z.object({ id: alertRef, status: z.enum(alertStatuses.map(({ name }) => name)) }).strict())
  .mutation(({ ctx, input }) => changeStatus(ctx, input));

async function changeStatus(ctx: Context, { id, status }: { id: string; status: string }) {
  const alert = await requireAlert(ctx, id);
  if (alert.status.name === status) return { changed: false, previous: status };
  const statusUuid = alertStatuses.find(({ name }) => name === status)?.uuid ?? "";
  const changed = await ctx.services.db.transaction(async (tx) => {
    const result = await updateAlertStatus(tx, { ...byPerson(ctx), alert: alert.uuid, statusUuid });
    if (result.kind !== "updated") throw notFound("alert", id);
    if (!result.changed) return false;
    await recordChange(tx, ctx, {
      action: "alerts.setStatus",
      target: `alert:${alert.uuid}`,
      details: { shortId: alert.short_id, from: alert.status.name, to: status },
    });
    return true;
  });
  return { changed, previous: alert.status.name };
}

function byPerson({ actor }: Context) {
  const author = actor.kind === "person" ? actor.displayName : actor.name;
  return { workspaceId: actor.workspaceId, author, requestKey: `by-hand/${newId("msg")}` };
}
