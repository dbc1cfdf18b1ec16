import { listBacktests } from "@riposte/db";
import { z } from "zod";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { describeBacktest } from "./describe-backtest.ts";

/** The backtests of a playbook that are still kept, the newest first. */
export const list = needs("playbooks.read")
  .input(z.object({ playbook: playbookRef, limit: z.int().min(1).max(100).default(20) }).strict())
  .query(async ({ ctx, input: { playbook, limit } }) => {
    const { id } = await requirePlaybook(ctx, playbook);
    const found = await listBacktests(ctx.services.db, ctx.actor.workspaceId, { playbookId: id, limit });
    return found.map(describeBacktest);
  });
