import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimAttempt, connect, newId } from "@riposte/db";
import type { AttemptKey } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { expect, test } from "vitest";
import { openLeases } from "./leases.ts";
import { openRoster } from "./roster.ts";

test("whoever was reaped holds nothing any more: what may be repeated is taken over at once, the rest is in doubt", async () => {
  await using cleanup = new AsyncDisposableStack();
  const path = await mkdtemp(join(tmpdir(), "riposte-leases-"));
  cleanup.defer(() => rm(path, { recursive: true }));
  const database = await startTestDatabase();
  cleanup.defer(() => database.close());
  const { db } = cleanup.use(connect(database.url, { max: 1 }));
  const roster = await openRoster({ path, file: (...names) => join(path, ...names) }, []);
  cleanup.defer(() => roster.close());
  const leases = openLeases(database.url, roster);
  cleanup.defer(() => leases.close());

  const [repeatable, careful, another] = Array.from({ length: 3 }, (): AttemptKey => {
    return { runId: newId("run"), step: "send", scope: "", attempt: 1 };
  }) as [AttemptKey, AttemptKey, AttemptKey];
  await claimAttempt(db, repeatable, { owner: "worker_1/a", mayTakeOver: true });
  await claimAttempt(db, careful, { owner: "worker_1/b", mayTakeOver: false });
  await claimAttempt(db, another, { owner: "worker_2/a", mayTakeOver: true });
  await roster.begun({ pid: process.pid, started: "now" }, "worker", "worker_1");

  await leases.expire("worker_1");
  const next = { owner: "worker_3/a", mayTakeOver: true };
  await expect
    .poll(() => claimAttempt(db, repeatable, next), { timeout: 20_000 })
    .toMatchObject({ verdict: "claimed", fence: 2 });
  expect(await claimAttempt(db, careful, next)).toMatchObject({ verdict: "ended" });
  expect(await claimAttempt(db, another, next)).toMatchObject({ verdict: "busy" });
  await expect.poll(() => readFile(join(path, "children.json"), "utf8")).not.toContain("worker_1");
});
