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
  expect(await readVitest(join(folder, "none.json"))).toEqual({
    passed: 0,
    failed: 0,
    failures: [],
    unsteady: [],
  });
  expect(await readJunit(join(folder, "none.xml"))).toEqual({
    passed: 0,
    failed: 0,
    failures: [],
    unsteady: [],
  });
});

test("a test that failed, or passed when tried again, is named with how it says why, and so is a file that could not be run", async () => {
  const path = join(folder, "vitest.json");
  const testResults = [
    { name: "a.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] },
    {
      name: "b.test.ts",
      status: "failed",
      message: "",
      assertionResults: [
        { status: "passed", fullName: "adds", failureMessages: [] },
        { status: "passed", fullName: "halves", failureMessages: ["expected 2"] },
        { status: "failed", fullName: "takes away", failureMessages: ["expected 1\n\n    at b.test.ts:3"] },
      ],
    },
  ];
  await writeFile(path, JSON.stringify({ numPassedTests: 1, numFailedTests: 1, testResults }));
  expect(await readVitest(path)).toEqual({
    passed: 1,
    failed: 2,
    failures: [
      "a.test.ts\n    Cannot find module",
      "b.test.ts > takes away\n    expected 1\n        at b.test.ts:3",
    ],
    unsteady: ["b.test.ts > halves\n    expected 2"],
  });
});

test("skipped tests are neither passed nor failed", async () => {
  const path = join(folder, "pytest.xml");
  await writeFile(
    path,
    [
      '<testsuites><testsuite name="pytest" errors="0" failures="1" skipped="3" tests="10" time="1">',
      '<testcase classname="tests.a" name="test_adds" time="0.1" />',
      '<testcase classname="tests.a" name="test_b[&lt;1&gt;]" time="0.1"><failure message="assert 1&#10;&amp; 2">x</failure></testcase>',
    ].join(""),
  );
  expect(await readJunit(path)).toEqual({
    passed: 6,
    failed: 1,
    failures: ["tests.a > test_b[<1>]\n    assert 1\n    & 2"],
    unsteady: [],
  });
});
