import { readFile } from "node:fs/promises";
import { z } from "zod";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Each test that failed, and how it began to say why. */
  readonly failures: readonly string[];
  /** Each test that passed only when it was tried again, and how it had failed. */
  readonly unsteady: readonly string[];
}

const NOTHING: Counts = { passed: 0, failed: 0, failures: [], unsteady: [] };

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Vitest's JSON report; a file that could not be run counts as a failure. */
export async function readVitest(path: string): Promise<Counts> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return NOTHING;
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(JSON.parse(text));
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const said = (state: "passed" | "failed") =>
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === state)
        .map(({ fullName, failureMessages }) => ({
          test: `${name} > ${fullName}`,
          why: failureMessages ?? [],
        })),
    );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    failures: [
      ...broken.map(({ name, message }) => failure(name, message)),
      ...said("failed").map(({ test, why }) => failure(test, why.join("\n"))),
    ],
    unsteady: said("passed").flatMap(({ test, why }) =>
      why.length === 0 ? [] : [failure(test, why.join("\n"))],
    ),
  };
}

/** The totals of pytest's JUnit report. */
export async function readJunit(path: string): Promise<Counts> {
  const text = await readFile(path, "utf8").catch(() => "");
  const suite = /<testsuite [^>]*>/.exec(text)?.[0];
  if (suite === undefined) return NOTHING;
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  const cases = text.matchAll(
    /<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error) message="([^"]*)"/g,
  );
  const failures = [...cases].map(([, file = "", name = "", message = ""]) =>
    failure(`${file} > ${plain(name)}`, plain(message)),
  );
  return { passed: count("tests") - failed - count("skipped"), failed, failures, unsteady: [] };
}

/** Lines enough to see why, where all that is left is the end of a long output. */
const SHOWN_LINES = 12;

function failure(name: string, message: string): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return [name, ...lines.slice(0, SHOWN_LINES).map((line) => `    ${line}`)].join("\n");
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#10;", "\n"],
  ["&amp;", "&"],
]);

function plain(attribute: string): string {
  return attribute.replaceAll(/&(?:lt|gt|quot|#10|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);
}
