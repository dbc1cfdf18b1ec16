import { writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { BenchRow } from "../bench/row.ts";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { startProduct } from "../support/product.ts";
import { galleryGraph } from "./gallery-graph.ts";
import { measureEditor } from "./measure-editor.ts";
import type { MeasuredEditor } from "./measure-editor.ts";
import { measureRun } from "./measure-run.ts";
import type { MeasuredRun } from "./measure-run.ts";
import { editorRows, runRows } from "./rows.ts";

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    rounds: { type: "string", default: "2" },
    /** Of playbooks that are drawn. */
    steps: { type: "string", default: "50,300,1000,3000" },
    /** Of runs that are looked at; "" for none. */
    runs: { type: "string", default: "1000,3000" },
  },
});
const rounds = Number(values.rounds);
const sizes = (text: string) => text.split(",").filter(Boolean).map(Number);

await using product = await startProduct();
const browser = await launchBrowser();
try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Chromium ${browser.version()}`,
  );
  const rows: BenchRow[] = [];
  const tell = (more: readonly BenchRow[]) => {
    for (const row of more) console.log(describe(row));
    rows.push(...more);
  };

  for (const steps of sizes(values.steps)) {
    const measured: MeasuredEditor[] = [];
    for (let round = 1; round <= rounds; round++) {
      // A playbook each, since what is dragged stays where it was put.
      const input = { name: `${steps} steps, round ${round}`, graph: galleryGraph(steps, "drawn") };
      const { id } = await call<{ id: string }>(product, "playbooks.create", "mutation", input);
      const where = { url: product.url, token: await product.token(), playbook: id };
      measured.push(await measureEditor(browser, where));
    }
    tell(editorRows(steps, measured));
  }

  for (const steps of sizes(values.runs)) {
    const name = `${steps} light steps`;
    const input = { name, graph: galleryGraph(steps, "light"), publish: true };
    await call(product, "playbooks.save", "mutation", input);
    await call(product, "playbooks.setEnabled", "mutation", { name, enabled: true });
    const measured: MeasuredRun[] = [];
    for (let round = 1; round <= rounds; round++) measured.push(await measureRun(browser, product, name));
    tell(runRows(steps, measured));
  }

  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
} finally {
  await browser.close();
}

function describe({ name, unit, ours, theirs, holds, runs, spread: { ours: range } }: BenchRow): string {
  const verdict = holds === null ? "" : `, aim ≤ ${theirs} (${holds ? "holds" : "does not hold"})`;
  return `${name}: ${ours.toFixed(1)} ${unit} (${range.min.toFixed(1)}–${range.max.toFixed(1)})${verdict}, ${runs} runs`;
}
