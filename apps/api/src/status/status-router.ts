import { isDefaultWorkspace } from "@riposte/db";
import { atLeast } from "../permissions.ts";
import { needs, router } from "../trpc.ts";
import { checkHealth } from "./check-health.ts";
import type { Health } from "./check-health.ts";
import { readProcesses } from "./see-processes.ts";
import type { ProcessRow } from "./see-processes.ts";
import { readStarts } from "./starts.ts";
import { readWorkers } from "./workers.ts";

/** Every process, and what they stand on; pids, users and addresses are for those who look after the installation. */
const get = needs("status.read").query(async ({ ctx }) => {
  const [health, starts, workers, processes] = await Promise.all([
    checkHealth(ctx.services),
    readStarts(ctx.services),
    readWorkers(ctx.services),
    readProcesses(ctx.services.dataFolder),
  ]);
  if (isDefaultWorkspace(ctx.actor.workspaceId) && atLeast(ctx.actor.role, "admin")) {
    return { ...health, starts, workers, processes };
  }
  return {
    database: stateOf(health.database),
    temporal: stateOf(health.temporal),
    disk: { ok: health.disk.ok, detail: health.disk.ok ? "has room" : "is full" },
    starts,
    // Why may name runs of other workspaces.
    workers: workers.map((worker) => ({ ...worker, reason: null })),
    processes: processes.map(({ name, state }): ProcessRow => ({ name, pid: null, state })),
  };
});

/** What an error says may name an address. */
function stateOf({ ok }: Health): Health {
  return { ok, detail: ok ? "answers" : "does not answer" };
}

export const statusRouter = router({ get });
