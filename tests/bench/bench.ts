import { Client, Connection as TemporalConnection } from "@temporalio/client";
import { connect } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { createDataConverter } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import type { Product } from "../support/product.ts";
import { answeredWebhook } from "./answered-webhook.ts";
import type { Handwritten } from "./handwritten/start.ts";
import type { inParallel, inSequence } from "./handwritten/workflows.ts";
import { loops } from "./loops.ts";
import { makeTheirRow, timeOurRun } from "./our-runs.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { scale } from "./scale.ts";
import { scriptSteps } from "./scripts.ts";
import { takingTurns } from "./taking-turns.ts";
import { HANDWRITTEN_QUEUE } from "./target.ts";
import type { Target } from "./target.ts";
import { temporalSettings } from "./temporal/settings.ts";
import { largeValues } from "./values.ts";

export interface Bench extends AsyncDisposable {
  readonly product: Product;
  readonly handwritten: Handwritten;
  readonly alert: string;
  /** Repetitions of each side; the two take turns. */
  readonly rounds: number;
  readonly database: Connection;
  readonly client: Client;
}

export async function openBench(
  target: Target,
  parts: Pick<Bench, "product" | "handwritten" | "alert" | "rounds">,
): Promise<Bench> {
  const database = connect(target.databaseUrl, { max: 4, name: "bench" });
  const connection = await TemporalConnection.connect({ address: target.temporalAddress });
  const dataConverter = createDataConverter(openVault(await loadKeyring(target.keyring)));
  return {
    ...parts,
    database,
    client: new Client({ connection, dataConverter }),
    async [Symbol.asyncDispose]() {
      await connection.close();
      await database.close();
    },
  };
}

export const benchRows: { readonly [name: string]: (bench: Bench) => Promise<readonly BenchRow[]> } = {
  sequence: (bench) =>
    steps(bench, { name: "40 steps in sequence", playbook: "Bench sequence", workflow: "inSequence" }),
  parallel: (bench) =>
    steps(bench, { name: "40 steps in parallel", playbook: "Bench parallel", workflow: "inParallel" }),
  light: lightSteps,
  webhook: answeredWebhook,
  scripts: scriptSteps,
  loops,
  values: largeValues,
};

/** Minutes long: only where they are named. */
export const longRows: typeof benchRows = { scale, temporal: temporalSettings };

async function steps(
  bench: Bench,
  what: { readonly name: string; readonly playbook: string; readonly workflow: "inSequence" | "inParallel" },
): Promise<readonly BenchRow[]> {
  const { client, database, alert, rounds } = bench;
  const sides = await takingTurns(
    rounds,
    () => timeOurRun(database.sql, client, what.playbook),
    async () => {
      const { runId, workspaceId } = await makeTheirRow(database.sql, what.playbook);
      const from = performance.now();
      await client.workflow.execute<typeof inSequence | typeof inParallel>(what.workflow, {
        workflowId: `bench-${runId}`,
        taskQueue: HANDWRITTEN_QUEUE,
        args: [{ runId, workspaceId, alert, count: 40 }],
      });
      return performance.now() - from;
    },
  );
  return [toRow({ name: what.name, unit: "ms", goal: 1.1, runs: rounds, ...sides })];
}

/** Here "theirs" is our own empty run: what the logic inside the workflow adds. */
async function lightSteps({ client, database, rounds }: Bench): Promise<readonly BenchRow[]> {
  const sides = await takingTurns(
    rounds,
    () => timeOurRun(database.sql, client, "Bench light"),
    () => timeOurRun(database.sql, client, "Bench empty"),
  );
  return [
    toRow({ name: "10 light steps against an empty run", unit: "ms", goal: 1.15, runs: rounds, ...sides }),
  ];
}
