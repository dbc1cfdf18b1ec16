import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { formOf } from "@riposte/signature";
import { expect, test } from "vitest";

// Each sample is run by what runs scripts, as it would be in the sandbox.
const RUNNER = join(import.meta.dirname, "../../python-activities/runner/main.py");
const SAMPLES = join(import.meta.dirname, "../../apps/web/src/panel/script/samples");
const LIMITS = {
  memoryMb: 512,
  diskMb: 8,
  resultBytes: 1_048_576,
  processes: 100_000,
  openFiles: 64,
  cpuSeconds: 20,
};

interface Ran {
  readonly code: number | null;
  readonly result: unknown;
}

async function run(python: readonly string[], file: string, given: object): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "riposte-sample-"));
  try {
    const source = await readFile(join(SAMPLES, file), "utf8");
    const entry = formOf(source).ok ? "main" : "plain";
    const [command = "", ...options] = python;
    const child = spawn(command, [...options, RUNNER], {
      cwd: folder,
      env: { PATH: "/usr/bin:/bin", HOME: folder, PYTHONIOENCODING: "utf-8" },
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    const request = { entry, source, connector: null, environment: {}, limits: LIMITS };
    child.stdin.end(`${JSON.stringify(request)}\n${JSON.stringify(given)}`);
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const [printed, report] = await Promise.all([
      text(child.stdout),
      text(child.stdio[3] as Readable),
      text(child.stderr),
    ]);
    const code = await ended;
    const said = entry === "main" ? /^result (.*)$/m.exec(report)?.[1] : printed.trim().split("\n").at(-1);
    return { code, result: code === 0 ? JSON.parse(said ?? "null") : null };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const PYTHON_3 = ["python3", "-I", "-S", "-B", "-X", "utf8"];

function python27(): readonly string[] | null {
  for (const command of ["python2.7", join(homedir(), ".pyenv/versions/2.7.18/bin/python2.7")]) {
    try {
      execFileSync(command, ["--version"], { stdio: "ignore" });
      return [command, "-s", "-S", "-B"];
    } catch {
      // It is not there, or is a stand-in for one that is not.
    }
  }
  return null;
}

const EXPECTED: Readonly<Record<string, readonly [given: object, result: object]>> = {
  "judge_address.py": [{ address: "10.1.2.3" }, { address: "10.1.2.3", internal: true, version: 4 }],
  "count_words_27.py": [{ text: "a b a", least: 2 }, { words: [{ word: "a", count: 2 }] }],
  "isolate_device.py": [{ device: "pc-1" }, { device: "pc-1", isolated: true }],
  "look_up_user_27.py": [{ user: "ann" }, { user: "ann", risk: 0.5 }],
};

test("each sample is run here", async () => {
  const files = (await readdir(SAMPLES)).filter((file) => file.endsWith(".py"));
  expect(files.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  const listed = await readFile(join(SAMPLES, "samples.ts"), "utf8");
  for (const file of files) expect(listed).toContain(`file: "${file}"`);
});

test.each(Object.entries(EXPECTED))("%s does what it says", async (file, [given, result]) => {
  expect(await run(PYTHON_3, file, given)).toEqual({ code: 0, result });
});

const old = python27();
const forBoth = Object.entries(EXPECTED).filter(([file]) => file.endsWith("_27.py"));
test.skipIf(old === null).each(forBoth)("%s does so under Python 2.7", async (file, [given, result]) => {
  expect(await run(old ?? [], file, given)).toEqual({ code: 0, result });
});

test("a plain sample says bad input by its exit code", async () => {
  expect(await run(PYTHON_3, "isolate_device.py", {})).toEqual({ code: 2, result: null });
});

test("the form of a sample is read from its signature, and from its docstring where Python has no hints", async () => {
  const read = async (file: string) => formOf(await readFile(join(SAMPLES, file), "utf8"));
  expect(await read("judge_address.py")).toMatchObject({
    ok: true,
    arguments: { properties: { log: { enum: ["short", "long"] } }, required: ["address"] },
    result: { properties: { internal: { type: "boolean" } } },
  });
  expect(await read("count_words_27.py")).toMatchObject({
    ok: true,
    arguments: { properties: { least: { type: "integer", default: 1 } } },
  });
});
