import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort } from "@riposte/db/free-port";
import { takeSharedCache } from "../../support/shared-cache.ts";
import { startSupervisor } from "../../support/supervisor.ts";

interface Row {
  readonly name: string;
  readonly pid: number | null;
  readonly state: string;
  readonly restarts: number;
}

/** Short for the test; with it the servers have three times as long. */
const SILENCE_SECONDS = 9;
/** Their time is over by then, had anybody counted it. */
const STOOD_STILL_MS = 3 * SILENCE_SECONDS * 1000 + 5_000;

async function readRows(data: string): Promise<readonly Row[]> {
  const text = await readFile(join(data, "processes.json"), "utf8");
  return (JSON.parse(text) as { processes: readonly Row[] }).processes;
}

test("what stands still is said not to answer, and started again; where all stood still, nothing is", async () => {
  const data = await mkdtemp(join(tmpdir(), "riposte-still-"));
  await takeSharedCache(data);
  const port = await freePort();
  {
    await using product = startSupervisor(["--port", String(port), "--data", data, "--no-examples"], {
      RIPOSTE_SILENCE_SECONDS: String(SILENCE_SECONDS),
    });
    await product.ready;
    const all = (await readRows(data)).filter(({ pid }) => pid !== null);
    const children = all.filter(({ name }) => name !== "supervisor");
    expect(children.map(({ name }) => name)).toEqual(expect.arrayContaining(["worker", "runner", "api"]));

    // As where a machine is suspended.
    const supervisor = all.find(({ name }) => name === "supervisor")?.pid ?? 0;
    const everybody = [supervisor, ...children.map(({ pid }) => pid ?? 0)];
    for (const pid of everybody) process.kill(pid, "SIGSTOP");
    await sleep(STOOD_STILL_MS);
    for (const pid of everybody) process.kill(pid, "SIGCONT");
    await sleep(SILENCE_SECONDS * 1000);
    expect(await readRows(data)).toEqual(all);

    for (const { pid } of children) process.kill(pid ?? 0, "SIGSTOP");
    const said = new Set<string>();
    const restarted = async () => {
      const rows = await readRows(data);
      for (const { name, state } of rows) if (state === "not answering") said.add(name);
      return children.every(({ name, pid }) => {
        const now = rows.find((row) => row.name === name);
        return now?.state === "running" && now.restarts > 0 && now.pid !== pid;
      });
    };
    while (!(await restarted())) await sleep(50);
    // One may be gone before it is looked at: with its database, or because it was asked too late.
    expect(["runner", "worker"].some((name) => said.has(name))).toBe(true);
    expect(product.printed()).toMatch(
      new RegExp(`(worker|runner) ended \\(it did not answer for ${SILENCE_SECONDS} s\\)`),
    );
    while (!(await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok) await sleep(100);
  }
  await rm(data, { recursive: true, force: true });
}, 240_000);
