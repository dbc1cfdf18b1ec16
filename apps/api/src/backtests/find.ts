import { listBacktests } from "@riposte/db";
import type { BacktestProgress } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

export const backtestRef = z.string().min(1).max(64);

export async function requireBacktest({ services, actor }: Context, id: string): Promise<BacktestProgress> {
  const [found] = await listBacktests(services.db, actor.workspaceId, { id, limit: 1 });
  if (found === undefined) throw notFound("backtest", id);
  return found;
}
