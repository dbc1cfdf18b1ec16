import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname, join } from "node:path";
import { searchPath, withOwn } from "../env.ts";
import { project, pythonProject } from "../project.ts";
import { readJunit, readVitest } from "./read-reports.ts";
import type { Counts } from "./read-reports.ts";

interface Tools {
  /** The interpreter with what tests need. */
  readonly python: string;
  readonly temporal: string;
  /** Chromium; without it the pages are not tested in a browser. */
  readonly browser: string | null;
  /** A folder for machine-readable reports. */
  readonly reports: string;
}

export interface Total {
  readonly passed: number;
  readonly failed: number;
  /** What failed, for people. */
  readonly failures: readonly string[];
}

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  /** Reads how many tests ran; a check without it counts as one. */
  readonly counts?: () => Promise<Counts>;
}

/** One after the other, all of them even where one fails. */
export async function runChecks(tools: Tools): Promise<Total> {
  let passed = 0;
  const failures: string[] = [];
  let failed = 0;
  for (const check of allChecks(tools)) {
    const counts = await runCheck(check, tools);
    passed += counts.passed;
    failed += counts.failed;
    if (counts.failed > 0) failures.push(`${check.name}: ${counts.failed} failed`);
  }
  return { passed, failed, failures };
}

function allChecks({ python, browser, reports }: Tools): readonly Check[] {
  const bin = (name: string) => join(project, "node_modules/.bin", name);
  const beside = (name: string) => join(dirname(python), name);
  const vitest = (name: string): Check => {
    const file = join(reports, `${name}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    return {
      name,
      command: [bin("vitest"), "run", "--project", name, ...reporters],
      counts: () => readVitest(file),
    };
  };
  const junit = join(reports, "pytest.xml");
  const inPython = (name: string, command: readonly string[]): Check => ({
    name,
    command,
    cwd: pythonProject,
  });
  return [
    { name: "types", command: [bin("tsc"), "-p", "tsconfig.json"] },
    { name: "lint", command: [bin("oxlint"), "--type-aware", "--deny-warnings"] },
    { name: "format", command: [bin("oxfmt"), "--check", "."] },
    { name: "unused code", command: [bin("knip")] },
    inPython("ruff", [beside("ruff"), "check", "."]),
    inPython("ruff format", [beside("ruff"), "format", "--check", "."]),
    inPython("pyright", [beside("pyright"), "--pythonpath", python]),
    vitest("unit"),
    {
      ...inPython("pytest", [python, "-m", "pytest", `--junitxml=${junit}`]),
      counts: () => readJunit(junit),
    },
    vitest("conformance"),
    vitest("integration"),
    ...(browser === null ? [] : [vitest("e2e")]),
    vitest("faults"),
  ];
}

async function runCheck({ name, command, cwd, counts }: Check, tools: Tools): Promise<Counts> {
  const { python, temporal, browser } = tools;
  const started = performance.now();
  console.log(`\n── ${name}`);
  const [program = "", ...parameters] = command;
  const path = [dirname(process.execPath), dirname(python), ...searchPath()].join(delimiter);
  const child = spawn(program, parameters, {
    cwd: cwd ?? project,
    env: withOwn({
      PATH: path,
      RIPOSTE_TEMPORAL_BIN: temporal,
      ...(browser === null ? {} : { RIPOSTE_CHROMIUM: browser }),
      PYTHONDONTWRITEBYTECODE: "1",
    }),
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = (await once(child, "exit").catch(() => [127])) as [number | null];
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const found = (await counts?.()) ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  console.log(`   ${name}: ${found.passed} passed, ${found.failed} failed in ${seconds} s`);
  // A suite that ended badly or ran nothing has failed, whatever it counted.
  const nothing = found.passed + found.failed === 0;
  return (code !== 0 || nothing) && found.failed === 0 ? { ...found, failed: 1 } : found;
}
