import { findRuns, listAlertTouches, listRuns, listUnfinishedStates } from "@riposte/db";
import type { AlertTouch } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { summariseRun } from "../runs/summarise.ts";
import { needs } from "../trpc.ts";
import { alertRef, requireAlert } from "./find.ts";

const MOST = 50;

/** Runs that changed the alert, or whose event names it; the newest first. */
export const runs = needs("alerts.read")
  .input(z.object({ id: alertRef }).strict())
  .query(({ ctx, input }) => listTouchingRuns(ctx, input.id));

async function listTouchingRuns(ctx: Context, ref: string) {
  const { uuid, short_id: shortId } = await requireAlert(ctx, ref);
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [touches, byShortId, byUuid] = await Promise.all([
    listAlertTouches(db, workspaceId, uuid),
    listRuns(db, workspaceId, { text: shortId, limit: MOST }),
    listRuns(db, workspaceId, { text: uuid, limit: MOST }),
  ]);
  const named = new Set([...byShortId.rows, ...byUuid.rows].map(({ run }) => run.id));
  const ids = new Set([...touches.map(({ runId }) => runId), ...named]);
  const found = (await findRuns(db, workspaceId, [...ids].slice(0, 2 * MOST))).slice(0, MOST);
  const happening = await listUnfinishedStates(
    db,
    workspaceId,
    found.map(({ run }) => run.id),
  );
  return found.map((each) => ({
    run: { ...summariseRun(each), happening: happening.get(each.run.id) ?? [] },
    /** What its steps did to the alert. */
    did: touches.filter(({ runId }) => runId === each.run.id).map(withoutRun),
    /** Its event names the alert. */
    named: named.has(each.run.id),
  }));
}

function withoutRun({ step, did }: AlertTouch) {
  return { step, did };
}
