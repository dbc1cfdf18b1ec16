import { listApprovals } from "@riposte/db";
import { z } from "zod";
import { requireRun, runRef } from "../runs/find.ts";
import { needs, router } from "../trpc.ts";
import { decide } from "./decide.ts";
import { describeApproval } from "./describe-approval.ts";
import { get } from "./get.ts";
import { peopleNames } from "./people-names.ts";
import { count, waiting } from "./waiting.ts";
import { whole } from "./whole.ts";

const filter = z
  .object({
    run: runRef.optional(),
    /** True: the decided ones too. */
    all: z.boolean().default(false),
    limit: z.int().min(1).max(200).default(50),
  })
  .strict()
  .prefault({});

/** Newest first. */
const list = needs("approvals.read")
  .input(filter)
  .query(async ({ ctx, input }) => {
    if (input.run !== undefined) await requireRun(ctx, input.run);
    const { workspaceId } = ctx.actor;
    const rows = await listApprovals(ctx.services.db, workspaceId, {
      runId: input.run,
      onlyOpen: !input.all,
      limit: input.limit,
    });
    const names = await peopleNames(ctx);
    return rows.map((row) => describeApproval(row, names));
  });

export const approvalsRouter = router({ list, waiting, count, get, whole, decide });
