import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Client, Connection as TemporalConnection } from "@temporalio/client";
import { connect, newId } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { createDataConverter } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import { call } from "../support/api.ts";
import type { Product } from "../support/product.ts";
import { signedHeaders } from "../support/signed-request.ts";
import type { Handwritten } from "./handwritten/start.ts";
import type { answer, inParallel, inSequence } from "./handwritten/workflows.ts";
import { sendLoad } from "./load.ts";
import { loops } from "./loops.ts";
import { makeTheirRow, timeOurRun } from "./our-runs.ts";
import { cpuMilliseconds } from "./process-cpu.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { scale } from "./scale.ts";
import { spread } from "./statistics.ts";
import { takingTurns } from "./taking-turns.ts";
import { HANDWRITTEN_QUEUE } from "./target.ts";
import type { Target } from "./target.ts";

const execute = promisify(execFile);
const AT_ONCE = 20;

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
  scripts,
  loops,
};

/** Minutes long: only where they are named. */
export const longRows: typeof benchRows = { scale };

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

/** Accepted, run and answered, against an HTTP server that executes a workflow and answers with its result. */
async function answeredWebhook(bench: Bench): Promise<readonly BenchRow[]> {
  const { product, handwritten, database, alert } = bench;
  const count = bench.rounds * AT_ONCE;
  const hook = await call<{ url: string; secret: string }>(product, "playbooks.hook", "query", {
    name: "Bench answer",
  });
  const pids = new Map((await product.processes()).map(({ name, pid }) => [name, pid ?? 0]));
  const servers = [pids.get("temporal") ?? 0, pids.get("postgres") ?? 0];

  let number = 0;
  const sendOurs = async () => {
    const body = JSON.stringify({ number: ++number, nonce: newId("msg") });
    const response = await fetch(hook.url, {
      method: "POST",
      headers: signedHeaders(hook.secret, body),
      body,
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    await response.json();
  };
  const rows = await Promise.all(
    Array.from({ length: count * 2 }, () => makeTheirRow(database.sql, "Bench answer")),
  );
  const sendTheirs = async () => {
    const row = rows.pop();
    if (row === undefined) throw new Error("no row is left");
    const job: Parameters<typeof answer>[0] = { ...row, alert, count: 0, number: ++number };
    const response = await fetch(handwritten.url, { method: "POST", body: JSON.stringify({ job }) });
    await response.json();
  };
  const measure = async (send: () => Promise<void>, processes: readonly number[]) => {
    const single = await sendLoad(bench.rounds, 1, send);
    const before = await cpuMilliseconds(processes);
    const load = await sendLoad(count, AT_ONCE, send);
    return { single, load, cpuEach: ((await cpuMilliseconds(processes)) - before) / count };
  };

  const ours = await measure(sendOurs, [pids.get("api") ?? 0, pids.get("worker") ?? 0, ...servers]);
  const theirs = await measure(sendTheirs, [handwritten.pid, ...servers]);
  const name = "webhook answered by Respond";
  const alone = { ours: ours.single.latency, theirs: theirs.single.latency };
  const together = { ours: spread([ours.load.wallEach]), theirs: spread([theirs.load.wallEach]) };
  const cpu = { ours: spread([ours.cpuEach]), theirs: spread([theirs.cpuEach]) };
  const common = { goal: null, unit: "ms" } as const;
  return [
    toRow({ ...common, name: `${name}: p50 alone`, runs: bench.rounds, ...alone }),
    toRow({ ...common, name: `${name}: p95 alone`, runs: bench.rounds, figure: "p95", ...alone }),
    toRow({ ...common, name: `${name}: wall time each, ${AT_ONCE} at once`, runs: count, ...together }),
    toRow({ ...common, name: `${name}: CPU each, ${AT_ONCE} at once`, runs: count, ...cpu }),
  ];
}

/** Forty trivial scripts, sandboxed and durable, against forty bare interpreters that have neither. */
async function scripts({ client, database, rounds }: Bench): Promise<readonly BenchRow[]> {
  const runs = Math.max(3, Math.floor(rounds / 3));
  const sides = await takingTurns(
    runs,
    () => timeOurRun(database.sql, client, "Bench scripts"),
    async () => {
      const from = performance.now();
      for (let at = 0; at < 40; at++) await execute("python3", ["-I", "-c", "pass"]);
      return performance.now() - from;
    },
  );
  return [
    toRow({ name: "40 script steps against 40 cold python3 -I", unit: "ms", goal: null, runs, ...sides }),
  ];
}
