import { getAlert, searchAlerts } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs, router } from "../trpc.ts";
import { notFound } from "../user-error.ts";

const page = z
  .object({ limit: z.int().min(1).max(100).default(50), offset: z.int().min(0).default(0) })
  .strict()
  .prefault({});

const list = needs("alerts.read")
  .input(page)
  .query(({ ctx, input }) => searchAlerts(ctx.services.db, ctx.actor.workspaceId, input));

/** By uuid or short id. */
const get = needs("alerts.read")
  .input(z.object({ id: z.string().min(1).max(100) }).strict())
  .query(({ ctx, input }) => requireAlert(ctx, input.id));

async function requireAlert({ services, actor }: Context, ref: string) {
  const alert = await getAlert(services.db, actor.workspaceId, ref);
  if (alert === null) throw notFound("alert", ref);
  return alert;
}

export const alertsRouter = router({ list, get });
