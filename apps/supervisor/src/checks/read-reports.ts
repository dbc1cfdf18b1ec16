import { readFile } from "node:fs/promises";
import { z } from "zod";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const NOTHING: Counts = { passed: 0, failed: 0 };

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Vitest's JSON report; a file that could not be run counts as a failure. */
export async function readVitest(path: string): Promise<Counts> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return NOTHING;
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(JSON.parse(text));
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** The totals of pytest's JUnit report. */
export async function readJunit(path: string): Promise<Counts> {
  const text = await readFile(path, "utf8").catch(() => "");
  const suite = /<testsuite [^>]*>/.exec(text)?.[0];
  if (suite === undefined) return NOTHING;
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  return { passed: count("tests") - failed - count("skipped"), failed };
}
