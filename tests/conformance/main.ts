import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { answerBoth, describeDifference, isDifferent } from "./compare.ts";
import type { Difference } from "./compare.ts";
import { compareGenerated, GOAL } from "./generate/generated.ts";
import { casesOf, features, readCases } from "./written.ts";

// `pnpm test:conformance [--cases N] [--seed N] [FILE…]`: compares with real Jinja2 and says where they differ. With
// files (JSON lines of {"template", "context"}) only those.

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== "--"),
  options: { cases: { type: "string", default: "20000" }, seed: { type: "string" } },
  allowPositionals: true,
});
const shares = positionals.length > 0 ? await compareFiles(positionals) : await compareAll();
process.exitCode = shares.every((share) => share >= GOAL) ? 0 : 1;

async function compareAll(): Promise<readonly number[]> {
  const written: number[] = [];
  for (const feature of features()) {
    const both = await answerBoth(casesOf(feature));
    written.push(report(feature, both.length, both.filter(isDifferent)));
  }
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 30));
  const count = Number(values.cases);
  const differences = await compareGenerated(seed, count);
  for (const { asked } of differences) console.log(`  seed ${asked.seed}`);
  return [...written, report(`generated from seed ${seed}`, count, differences)];
}

async function compareFiles(files: readonly string[]): Promise<readonly number[]> {
  const shares: number[] = [];
  for (const file of files) {
    // Where the command was given: the package manager changes into the project first.
    const both = await answerBoth(readCases(resolve(process.env["INIT_CWD"] ?? "", file)));
    shares.push(report(file, both.length, both.filter(isDifferent)));
  }
  return shares;
}

function report(name: string, count: number, differences: readonly Difference[]): number {
  for (const one of differences) console.log(`  ${describeDifference(one)}`);
  const share = count === 0 ? 1 : 1 - differences.length / count;
  console.log(`${name}: ${count - differences.length} of ${count} equal (${(100 * share).toFixed(2)} %)`);
  return share;
}
