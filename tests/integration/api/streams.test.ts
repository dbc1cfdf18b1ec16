import { startTestApi } from "@riposte/api/testing";
import { createToken, createWorkspace } from "@riposte/db";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { joined } from "./browser.ts";
import type { Browser } from "./browser.ts";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

let api: OwnApi;
let workspaceId: string;
let machine: string;
let email: string;
let serial = 0;
let over: AbortController;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  over = new AbortController();
  workspaceId = await createWorkspace(api.connection.db, "Test");
  machine = await api.token(workspaceId, "admin", "local");
  email = `mia${++serial}@example.org`;
});
afterEach(() => over.abort());
afterAll(() => api[Symbol.asyncDispose]());

/** Resolves when it is open; `ended` when the server has closed it, or the test is over: whether it was said to be all. */
async function openStream(
  headers: Record<string, string>,
  url = api.url,
): Promise<{ readonly ended: Promise<string> }> {
  const response = await fetch(`${url}/trpc/runs.listLive`, {
    headers: { accept: "text/event-stream", ...headers },
    signal: over.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  const first = await reader.read();
  expect(first.done).toBe(false);
  const untilEnd = async () => {
    let heard = "";
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: "cut off", value: undefined }));
      heard += Buffer.from(value ?? []).toString();
      if (done === true) return heard.includes("event: return") ? "all of it" : "ended";
      if (done !== false) return done;
    }
  };
  return { ended: untilEnd() };
}

const streamOf = (browser: Browser) => openStream({ cookie: browser.cookies() });

async function idOf(who: string): Promise<string> {
  const { body } = await api.call(machine, "people.list", "query");
  return (body as { id: string; email: string }[]).find((person) => person.email === who)?.id ?? "";
}

test("a stream is open to a cookie from any page of ours, and to nobody without", async () => {
  await streamOf(await joined(api, machine, { email, role: "viewer" }));
  expect((await fetch(`${api.url}/trpc/runs.listLive`)).status).toBe(401);
});

test("whoever is removed, changed in role, or signed out hears nothing more", async () => {
  const gone = await streamOf(await joined(api, machine, { email, role: "viewer" }));
  await api.call(machine, "people.remove", "mutation", { id: await idOf(email) });
  expect(await gone.ended).toBe("ended");

  const browser = await joined(api, machine, { email, role: "viewer" });
  const changed = await streamOf(browser);
  await api.call(machine, "people.setRole", "mutation", { id: await idOf(email), role: "author" });
  expect(await changed.ended).toBe("ended");

  const again = await streamOf(browser);
  await browser.post("/auth/sign-out", {});
  expect(await again.ended).toBe("ended");
});

test("whose token is revoked hears nothing more; the others go on", async () => {
  const { id, token } = await createToken(api.connection.db, { workspaceId, name: "ci", role: "viewer" });
  const stream = await openStream({ authorization: `Bearer ${token}` });
  const other = await openStream({ authorization: `Bearer ${machine}` });
  await api.call(machine, "tokens.revoke", "mutation", { id });
  expect(await stream.ended).toBe("ended");
  expect(await Promise.race([other.ended, Promise.resolve("goes on")])).toBe("goes on");
});

test("who hears a server that is stopped is not told that this was all: the next one goes on with it", async () => {
  const other = await startTestApi({ databaseUrl: api.databaseUrl });
  const stream = await openStream({ authorization: `Bearer ${machine}` }, other.url);
  await other[Symbol.asyncDispose]();
  expect(await stream.ended).toBe("ended");
});

test("a stream ends with its session's time", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  await api.connection.sql`update sessions set expires_at = now() + interval '1 second'`;
  expect(await (await streamOf(browser)).ended).toBe("ended");
});

test("what is no procedure may be no stream either, and is answered all the same", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  expect((await browser.call("runs.nowhere", "mutation", { some: "thing" })).status).toBe(404);
  expect((await browser.call("runs.nowhere", "query")).status).toBe(404);
});
