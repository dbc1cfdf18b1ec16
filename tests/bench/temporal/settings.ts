import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newId } from "@riposte/db";
import { Client, Connection } from "@temporalio/client";
import { bundleWorkflowCode, NativeConnection, Worker } from "@temporalio/worker";
import type { WorkflowBundleWithSourceMap } from "@temporalio/worker";
import { startTemporal } from "../../support/temporal-server.ts";
import type { Bench } from "../bench.ts";
import { toRow } from "../row.ts";
import type { BenchRow } from "../row.ts";
import { takingTurns } from "../taking-turns.ts";
import type { hops } from "./workflows.ts";

// What the embedded server could be started with instead of what it is started with. Each candidate has a server and a
// worker of its own, with its data on the same disk, and takes turns with the same under our settings.

interface Settings {
  readonly pragmas: readonly string[];
  readonly config?: Readonly<Record<string, number>>;
}

const WAL = "journal_mode=WAL";
const OURS: Settings = { pragmas: [WAL] };

/** Those that give up the last commits when the power fails are measured to know what they would bring. */
const CANDIDATES: Readonly<Record<string, Settings>> = {
  "rollback journal": { pragmas: [] },
  "checkpoints ten times as far apart": { pragmas: [WAL, "wal_autocheckpoint=10000"] },
  "a cache of 64 MB": { pragmas: [WAL, "cache_size=-65536"] },
  "mapped into memory": { pragmas: [WAL, "mmap_size=268435456"] },
  "temporary tables in memory": { pragmas: [WAL, "temp_store=MEMORY"] },
  "one process holds the file": { pragmas: [WAL, "locking_mode=EXCLUSIVE"] },
  "synchronous=NORMAL (not durable)": { pragmas: [WAL, "synchronous=NORMAL"] },
  "queues polled 20 times a second": {
    pragmas: [WAL],
    config: { "history.transferProcessorMaxPollRPS": 20, "history.timerProcessorMaxPollRPS": 20 },
  },
};

const QUEUE = "hops";
const HOPS = 10;
const AT_ONCE = 10;

export async function nothing(): Promise<void> {}

/** Here "ours" is the candidate and "theirs" what the product does. */
export async function temporalSettings({ rounds }: Pick<Bench, "rounds">): Promise<readonly BenchRow[]> {
  const bundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL("./workflows.ts", import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  const rows: BenchRow[] = [];
  for (const [name, candidate] of Object.entries(CANDIDATES)) {
    await using base = await startSide(OURS, bundle);
    await using other = await startSide(candidate, bundle);
    const sides = await takingTurns(rounds, other.time, base.time);
    const what = `${AT_ONCE} × ${HOPS} activities, Temporal with ${name}`;
    rows.push(toRow({ name: what, unit: "ms", goal: null, runs: rounds, ...sides }));
  }
  return rows;
}

interface Side extends AsyncDisposable {
  readonly time: () => Promise<number>;
}

async function startSide(
  { pragmas, config = {} }: Settings,
  workflowBundle: WorkflowBundleWithSourceMap,
): Promise<Side> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "riposte-bench-temporal-"));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const server = cleanup.use(await startTemporal({ file: join(folder, "temporal.db"), pragmas, config }));
  const connection = await NativeConnection.connect({ address: server.address });
  cleanup.defer(() => connection.close());
  const worker = await Worker.create({
    connection,
    workflowBundle,
    taskQueue: QUEUE,
    activities: { nothing },
    reuseV8Context: true,
  });
  const running = worker.run();
  cleanup.defer(async () => {
    worker.shutdown();
    await running;
  });
  const clientConnection = await Connection.connect({ address: server.address });
  cleanup.defer(() => clientConnection.close());
  const client = new Client({ connection: clientConnection });
  const one = () =>
    client.workflow.execute<typeof hops>("hops", {
      workflowId: newId("run"),
      taskQueue: QUEUE,
      args: [HOPS],
    });
  const rest = cleanup.move();
  return {
    async time() {
      const from = performance.now();
      await Promise.all(Array.from({ length: AT_ONCE }, one));
      return performance.now() - from;
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
}
