import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identify } from "../processes/identity.ts";
import { takeLock } from "./lock.ts";

let folder = "";
let path = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-lock-"));
  path = join(folder, "lock");
});
afterEach(() => rm(folder, { recursive: true }));

test("a lock is taken, and given back without a trace", async () => {
  const lock = await takeLock(path);
  if (!lock.held) throw new Error("nobody else is here");
  expect(await readdir(folder)).toEqual(["lock"]);
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

test("a process that lives keeps its lock, and is named", async () => {
  const other = spawn("sleep", ["60"]);
  try {
    const holder = await identify(other.pid ?? 0);
    await writeFile(path, JSON.stringify(holder));
    expect(await takeLock(path)).toEqual({ held: false, by: holder });
  } finally {
    other.kill("SIGKILL");
    await once(other, "close");
  }
  expect(await takeLock(path)).toMatchObject({ held: true });
});

test.each([
  ["of a process that began at another time", JSON.stringify({ pid: process.pid, started: "long ago" })],
  ["that was never written to its end", '{"pid": 1'],
])("a lock %s counts for nothing", async (_what, content) => {
  await writeFile(path, content);
  expect(await takeLock(path)).toMatchObject({ held: true });
  expect(await readdir(folder)).toEqual(["lock"]);
});
