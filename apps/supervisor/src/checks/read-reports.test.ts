import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readJunit, readVitest } from "./read-reports.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-report-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a report that was never written counts nothing", async () => {
  expect(await readVitest(join(folder, "none.json"))).toEqual({ passed: 0, failed: 0 });
  expect(await readJunit(join(folder, "none.xml"))).toEqual({ passed: 0, failed: 0 });
});

test("a test file that could not be run counts as a failure", async () => {
  const path = join(folder, "vitest.json");
  const testResults = [
    { status: "failed", assertionResults: [] },
    { status: "passed", assertionResults: [{}] },
  ];
  await writeFile(path, JSON.stringify({ numPassedTests: 1, numFailedTests: 0, testResults }));
  expect(await readVitest(path)).toEqual({ passed: 1, failed: 1 });
});

test("skipped tests are neither passed nor failed", async () => {
  const path = join(folder, "pytest.xml");
  await writeFile(
    path,
    '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1">',
  );
  expect(await readJunit(path)).toEqual({ passed: 4, failed: 3 });
});
