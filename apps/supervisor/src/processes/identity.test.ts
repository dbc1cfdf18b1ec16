import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { identify, isAlive, parseStat } from "./identity.ts";

test("a process is itself while it lives and nobody afterwards", async () => {
  const child = spawn("sleep", ["60"]);
  const known = await identify(child.pid ?? 0);
  if (known === null) throw new Error("it runs");
  expect(await isAlive(known)).toBe(true);
  expect(await isAlive({ ...known, started: "another time" })).toBe(false);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(await isAlive(known)).toBe(false);
});

test("a command's name cannot confuse the line of /proc", () => {
  const rest = Array.from({ length: 30 }, (_, index) => String(index + 100)).join(" ");
  const stat = parseStat(`42 (a) R (b c) S 7 40 41 ${rest}`);
  expect(stat).toEqual({ pid: 42, name: "a) R (b c", state: "S", parent: 7, session: 41, startTicks: "115" });
});
