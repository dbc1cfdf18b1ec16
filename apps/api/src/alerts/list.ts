import { searchAlerts } from "@riposte/db";
import { z } from "zod";
import { needs } from "../trpc.ts";

const words = z.array(z.string().min(1).max(100)).min(1).max(20).optional();

const page = z
  .object({
    /** Names of statuses: any of them. */
    status: words,
    urgency: z
      .array(z.enum(["Low", "Medium", "High"]))
      .min(1)
      .max(3)
      .optional(),
    /** In title, id, rule, entity, source or target; case does not count. */
    text: z.string().trim().min(1).max(200).optional(),
    sort: z.enum(["created_at", "updated_at", "urgency"]).default("created_at"),
    limit: z.int().min(1).max(100).default(50),
    offset: z.int().min(0).max(1_000_000).default(0),
  })
  .strict()
  .prefault({});

/** Newest, or most urgent, first. */
export const list = needs("alerts.read")
  .input(page)
  .query(({ ctx, input: { status, urgency, ...rest } }) =>
    searchAlerts(ctx.services.db, ctx.actor.workspaceId, {
      ...rest,
      match: { status_name: status, urgency_display: urgency },
    }),
  );
