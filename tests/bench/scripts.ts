import { execFile } from "node:child_process";
import { readlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Product } from "../support/product.ts";
import type { Bench } from "./bench.ts";
import { timeOurRun } from "./our-runs.ts";
import { toRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import { spread } from "./statistics.ts";
import { takingTurns } from "./taking-turns.ts";

const execute = promisify(execFile);

const STEPS = 40;
const FIRST_LINE = join(import.meta.dirname, "../../python-activities/tests/measure_first_line.py");

/** Forty trivial scripts, sandboxed and durable, against forty bare interpreters that have neither; and one in itself. */
export async function scriptSteps(bench: Bench): Promise<readonly BenchRow[]> {
  const { client, database, product, rounds } = bench;
  const python = await interpreterOf(product);
  const runs = Math.max(3, Math.floor(rounds / 3));
  const sides = await takingTurns(
    runs,
    () => timeOurRun(database.sql, client, "Bench scripts"),
    async () => {
      const from = performance.now();
      for (let at = 0; at < STEPS; at++) await execute(python, ["-I", "-c", "pass"]);
      return performance.now() - from;
    },
  );
  return [
    toRow({
      name: `${STEPS} script steps against ${STEPS} cold python3 -I`,
      unit: "ms",
      goal: 0.6,
      runs,
      ...sides,
    }),
    await firstLine(python, rounds),
  ];
}

async function firstLine(python: string, rounds: number): Promise<BenchRow> {
  const { stdout } = await execute(python, ["-I", FIRST_LINE, String(rounds)]);
  const { warm, bare } = JSON.parse(stdout) as { readonly warm: number[]; readonly bare: number[] };
  const sides = { ours: spread(warm), theirs: spread(bare) };
  return toRow({
    name: "a script's first line against a bare fork's",
    unit: "ms",
    goal: 2,
    runs: rounds,
    ...sides,
  });
}

/** The one that runs scripts: what `python3` names may be a wrapper that takes many times as long. */
async function interpreterOf(product: Product): Promise<string> {
  const runner = (await product.processes()).find(({ name }) => name === "runner");
  return readlink(`/proc/${runner?.pid ?? 0}/exe`);
}
