import { writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { toRow } from "../bench/row.ts";
import type { BenchRow } from "../bench/row.ts";
import { spread } from "../bench/statistics.ts";
import type { Spread } from "../bench/statistics.ts";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { startProduct } from "../support/product.ts";
import { largeGraph } from "./large-graph.ts";
import { measureCanvas } from "./measure-canvas.ts";
import type { Measured } from "./measure-canvas.ts";

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    rounds: { type: "string", default: "5" },
    steps: { type: "string", default: "1000" },
  },
});
const steps = Number(values.steps);

await using product = await startProduct();
const browser = await launchBrowser();
try {
  const graph = largeGraph(steps);
  const measured: Measured[] = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    // A playbook each, since what is dragged stays where it was put.
    const input = { name: `${steps} steps, round ${round}`, graph };
    const { id } = await call<{ id: string }>(product, "playbooks.create", "mutation", input);
    const where = { url: product.url, token: await product.token(), playbook: id };
    measured.push(await measureCanvas(browser, where));
  }

  const chromium = browser.version();
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Chromium ${chromium}`,
  );
  const rows = rowsOf(measured);
  for (const row of rows) console.log(describe(row));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
} finally {
  await browser.close();
}

/** Nobody else's canvas runs here: "theirs" is the figure that is aimed at, and the ratio may be 1. */
function rowsOf(measured: readonly Measured[]): BenchRow[] {
  const runs = measured.length;
  const of = (name: string) => `Canvas of ${steps} steps, ${name}`;
  return [
    toRow({
      name: of("open"),
      unit: "ms",
      goal: 1,
      ours: spread(measured.map(({ open }) => open)),
      theirs: aim(3_000),
      runs,
    }),
    toRow({
      name: of("frame p95 while a step is dragged"),
      unit: "ms",
      goal: 1,
      ours: spread(measured.flatMap(({ drag }) => drag)),
      theirs: aim(34),
      runs,
      figure: "p95",
    }),
    toRow({
      name: of("frame p95 while the canvas is panned"),
      unit: "ms",
      goal: 1,
      ours: spread(measured.flatMap(({ pan }) => pan)),
      theirs: aim(34),
      runs,
      figure: "p95",
    }),
    toRow({
      name: of("JS heap after that"),
      unit: "MB",
      goal: null,
      ours: spread(measured.map(({ heap }) => heap)),
      theirs: aim(100),
      runs,
    }),
  ];
}

function aim(value: number): Spread {
  return { median: value, p95: value, min: value, max: value };
}

function describe({ name, unit, ours, theirs, holds, runs, spread: { ours: range } }: BenchRow): string {
  const verdict = holds === null ? "" : `, aim ≤ ${theirs} (${holds ? "holds" : "does not hold"})`;
  return `${name}: ${ours.toFixed(1)} ${unit} (${range.min.toFixed(1)}–${range.max.toFixed(1)})${verdict}, ${runs} runs`;
}
