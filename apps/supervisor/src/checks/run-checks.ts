import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { searchPath, withOwn } from "../env.ts";
import { project, pythonProject } from "../project.ts";
import { readJunit, readVitest } from "./read-reports.ts";
import type { Counts } from "./read-reports.ts";
import type { SharedByTests } from "./shared-by-tests.ts";

interface Tools {
  /** The interpreter with what tests need. */
  readonly python: string;
  readonly temporal: string;
  /** Chromium; without it the pages are not tested in a browser. */
  readonly browser: string | null;
  /** A folder for machine-readable reports. */
  readonly reports: string;
  readonly shared: SharedByTests;
}

export interface Total {
  readonly passed: number;
  readonly failed: number;
  /** What failed, for people. */
  readonly failures: readonly string[];
  /** What passed only when it was tried again, for people. */
  readonly unsteady: readonly string[];
}

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  /** Reads how many tests ran; a check without it counts as one. */
  readonly counts?: () => Promise<Counts>;
}

/** What is quick first, then rows of suites side by side: they wait more than they work. All of them even where one fails. */
export async function runChecks(tools: Tools): Promise<Total> {
  const { quick, rows } = allChecks(tools);
  const first = await runRow(quick, tools, "as it comes");
  const others = await Promise.all(
    rows.map((row, at) => runRow(row, tools, at === 0 ? "as it comes" : "at the end")),
  );
  const all = [first, ...others].flat();
  return {
    passed: all.reduce((sum, { counts }) => sum + counts.passed, 0),
    failed: all.reduce((sum, { counts }) => sum + counts.failed, 0),
    failures: all.flatMap(({ name, counts: { failed, failures } }) =>
      failed > 0 ? [`${name}: ${failed} failed`, ...failures.map((failure) => `${name}: ${failure}`)] : [],
    ),
    unsteady: all.flatMap(({ name, counts }) => counts.unsteady.map((test) => `${name}: ${test}`)),
  };
}

async function runRow(checks: readonly Check[], tools: Tools, printed: Printed) {
  const results: { readonly name: string; readonly counts: Counts }[] = [];
  for (const check of checks) {
    results.push({ name: check.name, counts: await runCheck(check, tools, printed) });
  }
  return results;
}

interface Checks {
  readonly quick: readonly Check[];
  /** About as long as each other. */
  readonly rows: readonly (readonly Check[])[];
}

function allChecks({ python, browser, reports }: Tools): Checks {
  const bin = (name: string) => join(project, "node_modules/.bin", name);
  const beside = (name: string) => join(dirname(python), name);
  const vitest = (name: string, ...options: readonly string[]): Check => {
    const file = join(reports, `${name}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    return {
      name,
      command: [bin("vitest"), "run", "--project", name, ...reporters, ...options],
      counts: () => readVitest(file),
    };
  };
  const junit = join(reports, "pytest.xml");
  const inPython = (name: string, command: readonly string[]): Check => ({
    name,
    command,
    cwd: pythonProject,
  });
  const quick: readonly Check[] = [
    { name: "types", command: [bin("tsc"), "-p", "tsconfig.json"] },
    { name: "types of the web app", command: [bin("tsc"), "-p", "apps/web/tsconfig.json"] },
    { name: "lint", command: [bin("oxlint"), "--type-aware", "--deny-warnings"] },
    { name: "format", command: [bin("oxfmt"), "--check", "."] },
    { name: "unused code", command: [bin("knip")] },
    inPython("ruff", [beside("ruff"), "check", "."]),
    inPython("ruff format", [beside("ruff"), "format", "--check", "."]),
    inPython("pyright", [beside("pyright"), "--pythonpath", python]),
  ];
  // A browser waits for two other suites: what it needed a second try for is told, not failed.
  const inBrowser = browser === null ? [] : [vitest("e2e", "--retry=1")];
  const pytest: Check = {
    ...inPython("pytest", [python, "-m", "pytest", `--junitxml=${junit}`]),
    counts: () => readJunit(junit),
  };
  return {
    quick,
    rows: [
      [...inBrowser, vitest("conformance"), vitest("unit")],
      [vitest("integration")],
      [pytest, vitest("api"), vitest("faults")],
    ],
  };
}

/** Two suites at once would print between each other's lines. */
type Printed = "as it comes" | "at the end";

async function runCheck(
  { name, command, cwd, counts }: Check,
  tools: Tools,
  printed: Printed,
): Promise<Counts> {
  const { python, temporal, browser, shared } = tools;
  const started = performance.now();
  if (printed === "as it comes") console.log(`\n── ${name}`);
  const [program = "", ...parameters] = command;
  const path = [dirname(process.execPath), dirname(python), ...searchPath()].join(delimiter);
  const child = spawn(program, parameters, {
    cwd: cwd ?? project,
    env: withOwn({
      PATH: path,
      RIPOSTE_TEMPORAL_BIN: temporal,
      ...shared,
      ...(browser === null ? {} : { RIPOSTE_CHROMIUM: browser }),
      PYTHONDONTWRITEBYTECODE: "1",
    }),
    stdio: printed === "as it comes" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => said.push(data));
  const closed = once(child, "close").catch(() => {});
  const [code] = (await once(child, "exit").catch(() => [127])) as [number | null];
  // What a suite has left behind may hold its output open.
  await Promise.race([closed, sleep(1_000)]);
  if (printed === "at the end") console.log(`\n── ${name}\n${Buffer.concat(said).toString("utf8")}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const found = (await counts?.()) ?? {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    failures: [],
    unsteady: [],
  };
  console.log(`   ${name}: ${found.passed} passed, ${found.failed} failed in ${seconds} s`);
  // A suite that ended badly or ran nothing has failed, whatever it counted.
  const nothing = found.passed + found.failed === 0;
  return (code !== 0 || nothing) && found.failed === 0 ? { ...found, failed: 1 } : found;
}
