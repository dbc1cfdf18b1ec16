import { createBlobStore, DEFAULT_BLOB_SETTINGS, referenceTo } from "@riposte/blobs";
import type { Bench } from "./bench.ts";
import type { pickedFields } from "./handwritten/workflows.ts";
import { makeTheirRow, timeOurRun } from "./our-runs.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { takingTurns } from "./taking-turns.ts";
import { HANDWRITTEN_QUEUE } from "./target.ts";

const MEGABYTE = 1024 * 1024;
const READS = 10;

/**
 * Ten steps that each read a field of one large event; by hand it is one activity that fetches the event and picks all ten,
 * which nobody can do who does not know beforehand what will be read.
 */
export async function largeValues(bench: Bench): Promise<readonly BenchRow[]> {
  return [await reading(bench, 1), await reading(bench, 10)];
}

async function reading({ client, database, alert, rounds }: Bench, megabytes: number): Promise<BenchRow> {
  const store = createBlobStore(database.db, DEFAULT_BLOB_SETTINGS);
  const eventOf = async (workspaceId: string) => {
    // Each is another one, so that nothing of the run before is at hand.
    const alerts = Array.from({ length: READS }, (_, at) => ({
      name: `${at} ${crypto.randomUUID()}`,
      text: "x".repeat((megabytes * MEGABYTE) / READS),
    }));
    return referenceTo(store, workspaceId, JSON.stringify({ alerts }));
  };
  const runs = Math.max(3, Math.floor(rounds / 4));
  const sides = await takingTurns(
    runs,
    () => timeOurRun(database.sql, client, "Bench values", eventOf),
    async () => {
      const { runId, workspaceId } = await makeTheirRow(database.sql, "Bench values");
      const event = await eventOf(workspaceId);
      const from = performance.now();
      await client.workflow.execute<typeof pickedFields>("pickedFields", {
        workflowId: `bench-${runId}`,
        taskQueue: HANDWRITTEN_QUEUE,
        args: [{ runId, workspaceId, alert, count: READS, event }],
      });
      return performance.now() - from;
    },
  );
  return toRow({
    name: `${READS} fields of an event of ${megabytes} MB, each read by a step`,
    unit: "ms",
    goal: null,
    runs,
    ...sides,
  });
}
