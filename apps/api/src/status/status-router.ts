import { needs, router } from "../trpc.ts";
import { checkHealth } from "./check-health.ts";
import { readProcesses } from "./read-processes.ts";

/** Every process, and what they stand on. */
const get = needs("status.read").query(async ({ ctx }) => {
  const [health, processes] = await Promise.all([
    checkHealth(ctx.services),
    readProcesses(ctx.services.dataFolder),
  ]);
  return { ...health, processes };
});

export const statusRouter = router({ get });
