import { rawHistories } from "../integration/engine/support/history.ts";
import type { Bench } from "./bench.ts";
import { ourRun } from "./our-runs.ts";
import { watchMemory } from "./process-memory.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { spread } from "./statistics.ts";

const MEGABYTE = 1024 * 1024;

/** What Temporal ends a workflow at. */
const MOST_EVENTS = 51_200;

/** 10,000 items: the memory of the worker against the same with one item, and how long the histories get. */
export async function scale(bench: Bench): Promise<readonly BenchRow[]> {
  return [
    ...(await tenThousand(bench, "light steps", "Bench loop")),
    ...(await tenThousand(bench, "scripts, 50 at once", "Bench scripts")),
  ];
}

async function tenThousand(bench: Bench, what: string, playbook: string): Promise<readonly BenchRow[]> {
  const one = await observed(bench, `${playbook} 1`);
  const all = await observed(bench, `${playbook} 10000`);
  const name = `10,000 items, ${what}`;
  console.log(
    `${name}: ${Math.round(all.milliseconds / 1_000)} s, ${all.histories.length} histories of ` +
      `${all.histories.map(({ events }) => events).join(", ")} events and at most ` +
      `${(Math.max(...all.histories.map(({ bytes }) => bytes)) / MEGABYTE).toFixed(1)} MB, ${all.rows} rows`,
  );
  const longest = Math.max(...all.histories.map(({ events }) => events));
  const common = { goal: null, runs: 1 } as const;
  const row = (words: string, unit: string, ours: number, theirs: number) => ({
    ...common,
    name: `${name}: ${words}`,
    unit,
    ours: spread([ours]),
    theirs: spread([theirs]),
  });
  return [
    toRow({ ...row("memory of the worker, against one item", "MB", all.memory, one.memory), above: 200 }),
    toRow({
      ...row("longest history, against Temporal's limit", "events", longest, MOST_EVENTS),
      goal: 1,
    }),
  ];
}

async function observed({ client, database, product }: Bench, playbook: string) {
  const worker = (await product.processes()).find(({ name }) => name === "worker");
  using memory = watchMemory(worker?.pid ?? 0);
  const { runId, took } = await ourRun(database.sql, client, playbook);
  const found = await rawHistories({ client }, runId);
  const [counted] = await database.sql<{ rows: number }[]>`
    select count(*)::int as rows from step_runs where run_id = ${runId}`;
  return {
    memory: memory.most() / MEGABYTE,
    milliseconds: took,
    histories: found.map((events) => ({ events: events.length, bytes: bytesOf(events) })),
    rows: counted?.rows ?? 0,
  };
}

/** Of all that is in it, names of fields aside. */
function bytesOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  return Object.values(value).reduce<number>((sum, inner) => sum + bytesOf(inner), 0);
}
