import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { isUnwatched, seeProcesses } from "./see-processes.ts";

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();

async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}

/** The api lives, the runner does not, whatever the note says; the others have no process of ours. */
async function noted(supervisor: number | null, seconds: number) {
  const running = { state: "running" };
  return {
    at: ago(seconds),
    processes: [
      { name: "supervisor", pid: supervisor, ...running },
      { name: "postgres", pid: null, state: "external" },
      { name: "api", pid: process.pid, ...running },
      { name: "runner", pid: await goneProcess(), ...running },
    ],
  };
}

const statesOf = async (note: object) => (await seeProcesses(note, NOW)).map(({ state }) => state);

test("what a supervisor that lives has just written is believed", async () => {
  const note = await noted(process.ppid, 6);
  expect(await seeProcesses(note, NOW)).toEqual(note.processes);
  expect(isUnwatched(note.processes)).toBe(false);
});

test("one that stands still is not answering, and the others are seen from outside", async () => {
  const note = await noted(process.ppid, 25);
  const states = ["not answering", "external", "there, not watched", "gone"];
  expect(await statesOf(note)).toEqual(states);
  expect(isUnwatched(await seeProcesses(note, NOW))).toBe(true);
});

test("one that has no room to write is there as long as it touches what it wrote before", async () => {
  const note = await noted(process.ppid, 60);
  expect(await seeProcesses(note, NOW, NOW - 4_000)).toEqual(note.processes);
});

test("one that was killed is gone at once, whatever it wrote a moment ago", async () => {
  const note = await noted(await goneProcess(), 1);
  expect(await statesOf(note)).toEqual(["gone", "external", "there, not watched", "gone"]);
  expect(isUnwatched(await seeProcesses(note, NOW))).toBe(true);
});

test("one that was stopped in order has said the last word", async () => {
  const note = await noted(null, 3_600);
  expect(await seeProcesses(note, NOW)).toEqual(note.processes);
});

test.runIf(process.platform === "linux")("a process that ended and is not waited for is gone", async () => {
  // The shell becomes a program that never waits for the child it has.
  const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 600"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const runner = { name: "runner", pid: Number(line.toString()), state: "running" };
  const supervisor = { name: "supervisor", pid: parent.pid ?? 0, state: "running" };
  const seen = async () =>
    (await seeProcesses({ at: ago(60), processes: [supervisor, runner] }, NOW))[1]?.state;
  await expect.poll(seen).toBe("gone");
  parent.kill("SIGKILL");
});
