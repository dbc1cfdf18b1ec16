import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { call } from "../support/api.ts";
import { startProduct } from "../support/product.ts";
import type { Product } from "../support/product.ts";
import { benchRows, longRows, openBench } from "./bench.ts";
import { startHandwritten } from "./handwritten/start.ts";
import { benchDocuments } from "./make-playbooks.ts";
import { environmentOf } from "../support/process-environment.ts";
import { describeRow } from "./row.ts";
import type { BenchRow } from "./row.ts";
import type { Target } from "./target.ts";
import { templateRows } from "./templates/rows.ts";

const ALERT = "AL-SIGNIN1";
const HOOKED = "Bench answer";

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    rounds: { type: "string", default: "40" },
    only: { type: "string", multiple: true, default: [] },
  },
});
const known: typeof benchRows = { ...benchRows, templates: templateRows };
const measures = Object.entries(values.only.length === 0 ? known : { ...known, ...longRows }).filter(
  ([name]) => values.only.length === 0 || values.only.includes(name),
);

await using product = await startProduct({ examples: true });
await publish(product);
const target = await findTarget(product);
await using handwritten = await startHandwritten(target);
await using bench = await openBench(target, {
  product,
  handwritten,
  alert: ALERT,
  rounds: Number(values.rounds),
});

console.log(
  `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`,
);
const rows: BenchRow[] = [];
for (const [, measure] of measures) {
  for (const row of await measure(bench)) {
    rows.push(row);
    console.log(describeRow(row));
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
if (rows.some((row) => row.holds === false)) process.exitCode = 1;

async function publish(product: Product): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "riposte-bench-"));
  const file = join(folder, "bench.yaml");
  await writeFile(
    file,
    benchDocuments(ALERT)
      .map((document) => JSON.stringify(document))
      .join("\n---\n"),
  );
  const applied = await product.riposte("apply", file, "--publish", "--enable");
  await rm(folder, { recursive: true });
  if (applied.code !== 0) throw new Error(applied.stderr);
}

async function findTarget(product: Product): Promise<Target> {
  const worker = (await product.processes()).find(({ name }) => name === "worker");
  const env = await environmentOf(worker?.pid ?? 0);
  const hook = await call<{ url: string; secret: string }>(product, "playbooks.hook", "query", {
    name: HOOKED,
  });
  const need = (name: string) => env.get(name) ?? "";
  return {
    databaseUrl: need("DATABASE_URL"),
    temporalAddress: need("TEMPORAL_ADDRESS"),
    keyring: need("RIPOSTE_KEYRING"),
    hook: { playbook: HOOKED, ...hook },
  };
}
