import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@riposte/db/free-port";
import { startTestDatabase } from "@riposte/db/testing";
import type { TestDatabase } from "@riposte/db/testing";
import { createKeyring } from "@riposte/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NODE_FLAGS } from "../../support/own-node.ts";
import { startDatabaseProxy } from "./tcp-proxy.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

/** The API as a process, as the supervisor starts it; Temporal is away throughout. */
async function startApi(databaseUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), "riposte-start-"));
  await createKeyring(join(folder, "keyring.json"));
  const port = await freePort();
  const child = spawn(process.execPath, [...NODE_FLAGS, "apps/api/src/main.ts"], {
    cwd: join(import.meta.dirname, "../../.."),
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: "127.0.0.1:9",
      RIPOSTE_KEYRING: join(folder, "keyring.json"),
      RIPOSTE_DATA: folder,
      RIPOSTE_TOKEN_FILE: join(folder, "token"),
      RIPOSTE_PORT: String(port),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  await once(createInterface({ input: child.stdout }), "line");
  return {
    url: `http://127.0.0.1:${port}`,
    token: async () => (await readFile(join(folder, "token"), "utf8")).trim(),
    stop: () => child.kill("SIGTERM"),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const HOOK = "/hooks/trg_0123456789abcdefghijkl";
const needsDatabase: readonly (readonly [path: string, init: RequestInit])[] = [
  [HOOK, { method: "POST", body: "{}" }],
  ["/trpc/runs.list", { headers: { authorization: `Bearer rip_${"a".repeat(43)}` } }],
  ["/auth/status", {}],
  ["/readyz", {}],
];

async function expectComeBackLater(url: string): Promise<void> {
  for (const [path, init] of needsDatabase) {
    const answer = await fetch(`${url}${path}`, init);
    expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "5"]);
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
}

test("an API that starts before its database says when to come back, and serves when it is there", async () => {
  await using proxy = await startDatabaseProxy(database.url);
  await proxy.cut();
  await using api = await startApi(proxy.url);
  await expectComeBackLater(api.url);

  await proxy.mend();
  while (!(await fetch(`${api.url}/readyz`)).ok) await sleep(50);
  const authorization = `Bearer ${await api.token()}`;
  expect((await fetch(`${api.url}/trpc/runs.list`, { headers: { authorization } })).status).toBe(200);
  expect((await fetch(`${api.url}${HOOK}`, { method: "POST", body: "{}" })).status).toBe(404);
});

test("before a database that takes connections and never answers, too; and it can be stopped there", async () => {
  await using proxy = await startDatabaseProxy(database.url);
  proxy.freeze();
  await using api = await startApi(proxy.url);
  await expectComeBackLater(api.url);
  api.stop();
  expect(await api.ended).toEqual([0, null]);
});
