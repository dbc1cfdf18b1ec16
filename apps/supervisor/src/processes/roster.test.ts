import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openRoster } from "./roster.ts";

test("the note says when it was written, and is written anew while nothing happens", async () => {
  const path = await mkdtemp(join(tmpdir(), "riposte-roster-"));
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: Date.UTC(2026, 10, 21, 12) });
  const roster = await openRoster({ path, file: (...names) => join(path, ...names) }, []);
  const read = async () =>
    JSON.parse(await readFile(join(path, "processes.json"), "utf8")) as { at: string; processes: object[] };
  const row = {
    name: "supervisor",
    pid: 7,
    user: null,
    address: null,
    state: "running",
    restarts: 0,
  } as const;
  await roster.update(row);
  const first = await read();
  expect(first.at).toBe("2026-11-21T12:00:00.000Z");
  vi.advanceTimersByTime(5_000);
  while ((await read()).at === first.at) await new Promise(setImmediate);
  expect(await read()).toEqual({ ...first, at: "2026-11-21T12:00:05.000Z" });
  roster.close();
  vi.useRealTimers();
  await rm(path, { recursive: true });
});
