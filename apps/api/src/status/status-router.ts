import { needs, router } from "../trpc.ts";
import { checkHealth } from "./check-health.ts";
import { readProcesses } from "./read-processes.ts";
import { readStarts } from "./starts.ts";

/** Every process, and what they stand on. */
const get = needs("status.read").query(async ({ ctx }) => {
  const [health, starts, processes] = await Promise.all([
    checkHealth(ctx.services),
    readStarts(ctx.services),
    readProcesses(ctx.services.dataFolder),
  ]);
  return { ...health, starts, processes };
});

export const statusRouter = router({ get });
