import { startTestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

let api: OwnApi;
let workspaceId: string;

beforeAll(async () => {
  api = await startOwnApi({ signInFailures: 3 });
  workspaceId = await createWorkspace(api.connection.db, "Test");
});
afterAll(() => api[Symbol.asyncDispose]());

test("whoever has no token is turned away before the body is read", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      if (pulled > 200) controller.close();
      else controller.enqueue(new Uint8Array(65_536));
    },
  });
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  const status = await fetch(`${api.url}/trpc/playbooks.save`, init).then(
    (response) => response.status,
    () => "cut off",
  );
  expect([401, "cut off"]).toContain(status);
  expect(pulled).toBeLessThan(200);
});

test("a token that is wrong is called wrong, whatever it looks like", async () => {
  for (const token of [`rip_${"x".repeat(43)}`, "rip_short"]) {
    const { status, body } = await api.call(token, "playbooks.list", "query");
    expect(status).toBe(401);
    expect(body).toMatchObject({ message: expect.stringContaining("API token is unknown or was revoked.") });
  }
  expect((await api.call(null, "playbooks.list", "query")).body).toMatchObject({
    message: expect.stringContaining("Sign in first."),
  });
});

test("after some failures the address has to wait; a token that was good there goes on", async () => {
  const token = await api.token(workspaceId, "viewer");
  const fresh = await api.token(workspaceId, "viewer");
  const list = (with_: string) => api.call(with_, "playbooks.list", "query");
  expect((await list(token)).status).toBe(200);
  for (let tries = 0; tries < 4; tries++) await list(`rip_${"x".repeat(43)}`);
  expect((await list(`rip_${"x".repeat(43)}`)).status).toBe(429);
  expect((await list(fresh)).status).toBe(429);
  for (const path of ["/trpc/playbooks.list", "/download/runs/run_a/event"]) {
    const refused = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${fresh}` } });
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(60);
  }
  expect((await list(token)).status).toBe(200);
});

test("a runner with wrong tokens hears when to come back, too", async () => {
  const greet = () => fetch(`${api.url}/runner/greet`, { method: "POST" });
  for (let tries = 0; tries < 30; tries++) expect((await greet()).status).toBe(401);
  const refused = await greet();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
});

test("an oversized request of somebody who may is refused, not read to its end", async () => {
  const token = await api.token(workspaceId, "author");
  await using patient = await startTestApi({ databaseUrl: api.databaseUrl });
  const answer = await patient.call(token, "playbooks.save", "mutation", { name: "x".repeat(5_000_000) });
  expect(answer.status).toBe(413);
});

test("an internal error shows an id and nothing else; a mistake of the caller's names the field", async () => {
  await using patient = await startTestApi({ databaseUrl: api.databaseUrl });
  const token = await api.token(workspaceId, "author");
  const wrong = await patient.call(token, "actions.save", "mutation", {
    name: "Not So",
    source: "x",
    entry: "main",
    effect: "read",
  });
  expect(wrong).toMatchObject({
    status: 400,
    body: { data: { field: "name" }, message: expect.stringMatching(/^name: /) },
  });

  await api.connection.sql`alter table script_actions rename to elsewhere`;
  try {
    const broken = await patient.call(token, "actions.list", "query");
    expect(broken.status).toBe(500);
    const text = JSON.stringify(broken.body);
    expect(text).toMatch(/err_[0-9a-f]{12}/);
    expect(text).not.toMatch(/script_actions|select|stack|at /i);
  } finally {
    await api.connection.sql`alter table elsewhere rename to script_actions`;
  }
});

test.each([
  "/",
  "/api",
  "/healthz",
  "/readyz",
  "/nowhere",
  "/trpc/nowhere",
  "/hooks/nowhere",
  "/auth/nowhere",
])("%s: JSON, and headers that keep browsers out", async (path) => {
  const { headers } = await fetch(api.url + path);
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});
