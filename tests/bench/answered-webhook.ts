import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@riposte/db";
import { signedHeaders } from "../support/signed-request.ts";
import type { Bench } from "./bench.ts";
import { sendLoad } from "./load.ts";
import { cpuMilliseconds } from "./process-cpu.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { spread } from "./statistics.ts";
import { takingTurns } from "./taking-turns.ts";

const AT_ONCE = 20;
/** Each side's load comes in so many parts, by turns. */
const PARTS = 4;

interface Side {
  readonly send: () => Promise<void>;
  /** Those that work for this side, the servers of both among them. */
  readonly processes: readonly number[];
}

/** Checked, committed, run, recorded and answered, against a webhook written by hand that does the same by a workflow of its own. */
export async function answeredWebhook(bench: Bench): Promise<readonly BenchRow[]> {
  const each = Math.ceil((bench.rounds * AT_ONCE) / PARTS);
  const warmUp = 10 * AT_ONCE;
  const [ours, theirs] = await sidesOf(bench);
  await sendLoad(warmUp, AT_ONCE, ours.send);
  await sendLoad(warmUp, AT_ONCE, theirs.send);

  const alone = await takingTurns(bench.rounds, timed(ours.send), timed(theirs.send));
  const loads = { ours: [] as Part[], theirs: [] as Part[] };
  for (let part = 0; part < PARTS; part++) {
    const turns = [
      { into: loads.ours, side: ours },
      { into: loads.theirs, side: theirs },
    ];
    for (const { into, side } of part % 2 === 0 ? turns : turns.toReversed())
      into.push(await load(side, each));
  }

  const name = "webhook answered by Respond";
  const common = { goal: null, unit: "ms" } as const;
  const together = { ...common, runs: each * PARTS };
  const figures = (figure: keyof Part) => ({
    ours: spread(loads.ours.map((part) => part[figure])),
    theirs: spread(loads.theirs.map((part) => part[figure])),
  });
  return [
    toRow({ ...common, name: `${name}: p50 alone`, runs: bench.rounds, ...alone }),
    toRow({ ...common, name: `${name}: p95 alone`, runs: bench.rounds, figure: "p95", ...alone }),
    toRow({
      ...together,
      goal: 1 / 0.9,
      name: `${name}: wall time each, ${AT_ONCE} at once`,
      ...figures("wall"),
    }),
    toRow({ ...together, name: `${name}: CPU each, ${AT_ONCE} at once`, ...figures("cpu") }),
  ];
}

async function sidesOf({ product, handwritten }: Bench): Promise<readonly [ours: Side, theirs: Side]> {
  const pids = new Map((await product.processes()).map(({ name, pid }) => [name, pid ?? 0]));
  const servers = [pids.get("temporal") ?? 0, pids.get("postgres") ?? 0];
  const { hook } = handwritten;

  let number = 0;
  const sendTo = (url: string) => async (): Promise<void> => {
    const body = JSON.stringify({ number: ++number, nonce: newId("msg") });
    const response = await fetch(url, { method: "POST", headers: signedHeaders(hook.secret, body), body });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    await response.json();
  };
  return [
    { send: sendTo(hook.url), processes: [pids.get("api") ?? 0, pids.get("worker") ?? 0, ...servers] },
    { send: sendTo(handwritten.url), processes: [handwritten.pid, ...servers] },
  ];
}

function timed(send: () => Promise<void>): () => Promise<number> {
  return async () => {
    const from = performance.now();
    await send();
    return performance.now() - from;
  };
}

/** Milliseconds a request, with `AT_ONCE` under way. */
interface Part {
  readonly wall: number;
  readonly cpu: number;
}

async function load({ send, processes }: Side, count: number): Promise<Part> {
  const before = await cpuMilliseconds(processes);
  const wall = await sendLoad(count, AT_ONCE, send);
  // What runs leave to be done after their answer belongs to them.
  await sleep(500);
  return { wall, cpu: ((await cpuMilliseconds(processes)) - before) / count };
}
