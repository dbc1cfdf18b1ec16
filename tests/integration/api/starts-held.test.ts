import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestApi } from "@riposte/api/testing";
import { advanceDispatch, createWorkspace, ensureDefaultWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";
import { runRiposte } from "./run-riposte.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
});
afterAll(() => api[Symbol.asyncDispose]());

test("while all starts are held, status says so, held lists what waits, and only an admin lets it go", async () => {
  const workspaceId = await ensureDefaultWorkspace(api.connection.db);
  const [admin, author] = [await api.token(workspaceId, "admin"), await api.token(workspaceId, "author")];
  const riposte = (...words: readonly string[]) => runRiposte([...words, "--url", api.url], admin);
  const playbook = { name: "P", graph: manualGraph(), publish: true, enable: true };
  await api.call(admin, "playbooks.save", "mutation", playbook);
  const { database: name, ticks } = await advanceDispatch(api.connection.sql, null);
  expect((await riposte("status")).stdout).not.toContain("held");
  expect((await riposte("release", "--all")).stdout).toBe("The starts are not held.\n");

  await advanceDispatch(api.connection.sql, { database: name, ticks: ticks + 5 });
  const started = await api.call(admin, "runs.start", "mutation", { playbook: "P" });
  const { run } = started.body as { run: string };
  const status = await riposte("status");
  expect(status).toMatchObject({ code: 1, stdout: expect.stringMatching(/^starts +all held since 20/m) });
  expect((await riposte("held")).stdout).toContain(run);
  expect(await riposte("release", run)).toMatchObject({ stderr: expect.stringContaining("release --all") });
  expect(await riposte("release")).toMatchObject({ code: 2 });
  expect((await api.call(author, "inbox.releaseAll", "mutation")).status).toBe(403);
  const stranger = await api.token(await createWorkspace(api.connection.db, "Other"), "admin");
  const refused = await api.call(stranger, "inbox.releaseAll", "mutation");
  expect(refused).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining("default workspace") },
  });
  expect((await riposte("status")).code).toBe(1);

  expect(await riposte("release", "--all")).toMatchObject({ code: 0, stdout: "What waits may start.\n" });
  expect((await riposte("status")).code).toBe(0);
  expect((await riposte("held")).stdout).toBe("Nothing is held back.\n");
  const { body } = await api.call(admin, "audit.list", "query", {});
  expect(JSON.stringify(body).match(/inbox\.releaseAll/g)).toHaveLength(1);
});

test("pids, users and addresses are shown to admins of the default workspace only", async () => {
  const secret = { pid: 4242, user: "someone", address: "10.1.2.3:5432", restarts: 7 };
  const file = JSON.stringify({ processes: [{ name: "postgres", state: "running", ...secret }] });
  await writeFile(join(api.dataFolder, "processes.json"), file);
  const ours = await ensureDefaultWorkspace(api.connection.db);
  const other = await createWorkspace(api.connection.db, "Other");
  const ask = async (workspaceId: string, role: "viewer" | "author" | "admin") =>
    (await api.call(await api.token(workspaceId, role), "status.get", "query")).body;
  const all = await ask(ours, "admin");
  expect(all).toMatchObject({ processes: [{ name: "postgres", ...secret }] });
  for (const seen of [await ask(ours, "viewer"), await ask(ours, "author"), await ask(other, "admin")]) {
    expect(seen).toMatchObject({ database: { ok: true, detail: "answers" } });
    expect(seen).toHaveProperty("processes", [{ name: "postgres", pid: null, state: "running" }]);
  }
});
