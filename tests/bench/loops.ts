import type { Bench } from "./bench.ts";
import { makeTheirRow, timeOurRun } from "./our-runs.ts";
import type { lightLoop } from "./handwritten/workflows.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { takingTurns } from "./taking-turns.ts";
import { HANDWRITTEN_QUEUE } from "./target.ts";

/** A for-each with one step that sets a variable: against our own empty run, and against a loop written by hand. */
export async function loops(bench: Bench): Promise<readonly BenchRow[]> {
  const { database, client, rounds } = bench;
  const ours = (playbook: string) => () => timeOurRun(database.sql, client, playbook);
  const few = Math.max(3, Math.floor(rounds / 8));
  const common = { unit: "ms", goal: null } as const;
  const own = await takingTurns(rounds, ours("Bench loop 1000"), ours("Bench empty"));
  const thousand = await takingTurns(rounds, ours("Bench loop 1000"), () => byHand(bench, 1_000));
  const tenThousand = await takingTurns(few, ours("Bench loop 10000"), () => byHand(bench, 10_000));
  return [
    toRow({
      ...common,
      name: "1,000 light iterations against an empty run",
      runs: rounds,
      above: 150,
      ...own,
    }),
    toRow({ ...common, name: "1,000 light iterations against a loop by hand", runs: rounds, ...thousand }),
    toRow({ ...common, name: "10,000 light iterations against a loop by hand", runs: few, ...tenThousand }),
  ];
}

async function byHand({ client, database, alert }: Bench, count: number): Promise<number> {
  const { runId, workspaceId } = await makeTheirRow(database.sql, `Bench loop ${count}`);
  const from = performance.now();
  await client.workflow.execute<typeof lightLoop>("lightLoop", {
    workflowId: `bench-${runId}`,
    taskQueue: HANDWRITTEN_QUEUE,
    args: [{ runId, workspaceId, alert, count }],
  });
  return performance.now() - from;
}
