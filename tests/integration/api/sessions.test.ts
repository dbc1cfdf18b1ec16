import { startTestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { joined, openBrowser, PASSWORD, signedIn } from "./browser.ts";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

let api: OwnApi;
let machine: string;
let email: string;
let serial = 0;

beforeAll(async () => {
  api = await startOwnApi({ trustedProxies: ["127.0.0.1"] });
});
beforeEach(async () => {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  machine = await api.token(workspaceId, "admin", "local");
  email = `mia${++serial}@example.org`;
});
afterAll(() => api[Symbol.asyncDispose]());

const attributes = (cookie: string) => cookie.toLowerCase().split("; ").slice(1).toSorted();

test("cookies: not for scripts, not for other sites, and tied to the host where the address is https", async () => {
  await joined(api, machine, { email, role: "viewer" });
  const { setCookies, body } = await signedIn(openBrowser(api), email);
  expect(body).toEqual({ ok: true });
  const [session = "", device = ""] = setCookies;
  expect(session).toMatch(/^riposte\.session=/);
  expect(device).toMatch(/^riposte\.device=/);
  for (const cookie of [session, device]) {
    const lasting = /^max-age=[1-9]\d*$/;
    expect(attributes(cookie).filter((attribute) => !lasting.test(attribute))).toEqual([
      "httponly",
      "path=/",
      "samesite=strict",
    ]);
  }

  const publicUrl = "https://riposte.example.org";
  await using secure = await startTestApi({ databaseUrl: api.databaseUrl, publicUrl });
  const strict = await signedIn(openBrowser(secure, publicUrl), email);
  for (const cookie of strict.setCookies) {
    expect(cookie).toMatch(/^__Host-riposte\.(session|device)=/);
    expect(attributes(cookie)).toContain("secure");
  }
  expect(strict.headers.get("strict-transport-security")).toContain("max-age");
});

test("nobody signs up, and nothing of better-auth is served but what is named", async () => {
  const browser = openBrowser(api);
  const somebody = { name: "Eve", email, password: PASSWORD };
  expect((await browser.post("/auth/sign-up/email", somebody)).status).toBe(404);
  for (const path of [
    "/auth/get-session",
    "/auth/list-sessions",
    "/auth/ok",
    "/auth/error",
    "/auth/reset-password/x",
  ]) {
    expect((await fetch(api.url + path)).status, path).toBe(404);
  }
  for (const path of ["/auth/update-user", "/auth/delete-user", "/auth/request-password-reset"]) {
    expect((await browser.post(path, somebody)).status, path).toBe(404);
  }
});

test("a cookie is enough for a change only from a page of ours", async () => {
  const browser = await joined(api, machine, { email, role: "admin" });
  const attack = (headers: Record<string, string>) =>
    fetch(`${api.url}/trpc/tokens.create`, {
      method: "POST",
      headers: { cookie: browser.cookies(), "content-type": "application/json", ...headers },
      body: JSON.stringify({ name: "stolen", role: "admin" }),
    });
  const foreign = await attack({ origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
  expect(await foreign.text()).toContain("comes from https://evil.example");
  expect((await attack({})).status).toBe(403);
  expect((await attack({ origin: "http://localhost:8080", "sec-fetch-site": "cross-site" })).status).toBe(
    403,
  );
  expect((await attack({ "sec-fetch-site": "same-site" })).status).toBe(403);
  expect((await browser.call("tokens.list", "query")).body).not.toContainEqual(
    expect.objectContaining({ name: "stolen" }),
  );
  expect((await attack({ origin: "http://localhost:8080" })).status).toBe(200);
});

test("a GET with the cookie changes nothing, wherever it comes from", async () => {
  const browser = await joined(api, machine, { email, role: "admin" });
  const input = encodeURIComponent(JSON.stringify({ name: "stolen", role: "admin" }));
  const response = await fetch(`${api.url}/trpc/tokens.create?input=${input}`, {
    headers: { cookie: browser.cookies() },
  });
  expect(response.status).toBe(405);
  expect((await browser.call("tokens.list", "query")).body).toHaveLength(1);
});

test("signing in and out, and accepting, are refused from another site too", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  const from = { origin: "https://evil.example" };
  for (const path of [
    "/auth/sign-in/email",
    "/auth/sign-out",
    "/auth/change-password",
    "/auth/link/accept",
  ]) {
    expect(await browser.post(path, { email, password: PASSWORD }, from), path).toMatchObject({
      status: 403,
      body: { reason: "foreign_origin" },
    });
  }
  expect((await browser.call("me.get", "query")).status).toBe(200);
});

test.each([
  ["{", "The body of the request is no JSON."],
  ["null", "The body of the request must be a group of fields."],
  ["[]", "The body of the request must be a group of fields."],
  ["{}", "This is no e-mail address."],
])("who signs in by %s is told what is wrong with it", async (body, message) => {
  const headers = { "content-type": "application/json", origin: "http://localhost:8080" };
  const response = await fetch(`${api.url}/auth/sign-in/email`, { method: "POST", headers, body });
  expect([response.status, await response.json()]).toMatchObject([400, { reason: "bad_request", message }]);
});

test("a forged or a changed cookie is nobody's", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  const [row] = await api.connection.sql<
    { token: string }[]
  >`select token from sessions order by created_at desc limit 1`;
  const ask = (cookie: string) => fetch(`${api.url}/trpc/me.get`, { headers: { cookie } });
  expect((await ask(browser.cookies())).status).toBe(200);
  expect((await ask(`riposte.session=${row?.token}`)).status).toBe(401);
  expect((await ask(`riposte.session=${row?.token}.${"A".repeat(43)}%3D`)).status).toBe(401);
  expect((await ask(browser.cookies().replace("riposte.session=", "riposte.session=x"))).status).toBe(401);
});

test("signing out ends the session, not only the cookie; the others stay", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  const other = openBrowser(api);
  await signedIn(other, email);
  const cookie = browser.cookies();
  expect((await browser.post("/auth/sign-out", {})).status).toBe(200);
  expect(browser.cookies()).not.toContain("session");
  expect((await fetch(`${api.url}/trpc/me.get`, { headers: { cookie } })).status).toBe(401);
  expect((await other.call("me.get", "query")).status).toBe(200);
});

test("one's own sessions: listed, ended one by one or all but this one; nobody else's", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  const other = openBrowser(api);
  await signedIn(other, email);
  const mine = (await browser.call("me.sessions", "query")).body as { id: string; current: boolean }[];
  expect(mine.map(({ current }) => current)).toEqual([false, true]);
  expect(JSON.stringify(mine)).not.toMatch(/token/);

  const stranger = await joined(api, machine, { email: `x${email}`, role: "admin" });
  const id = mine[0]?.id ?? "";
  expect((await stranger.call("me.endSession", "mutation", { id })).status).toBe(404);
  expect((await browser.call("me.endSession", "mutation", { id })).status).toBe(200);
  expect((await other.call("me.get", "query")).status).toBe(401);
  await signedIn(other, email);
  expect((await browser.call("me.endOtherSessions", "mutation")).body).toEqual({ ended: 1 });
  expect((await other.call("me.get", "query")).status).toBe(401);
  expect((await browser.call("me.get", "query")).status).toBe(200);
});

test("a session ends with its time", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  await api.connection.sql`update sessions set expires_at = now()`;
  expect((await browser.call("me.get", "query")).status).toBe(401);
});

test("a new password: by the present one, long enough; the other sessions end", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  const other = openBrowser(api);
  await signedIn(other, email);
  const change = (currentPassword: string, newPassword: string) =>
    browser.post("/auth/change-password", { currentPassword, newPassword });
  expect((await change("not it at all", "a new password")).body).toMatchObject({ field: "currentPassword" });
  expect((await change(PASSWORD, "short")).body).toMatchObject({ field: "newPassword" });
  expect((await change(PASSWORD, "a new password")).status).toBe(200);
  expect((await browser.call("me.get", "query")).status).toBe(200);
  expect((await other.call("me.get", "query")).status).toBe(401);
  expect((await signedIn(other, email)).status).toBe(401);
});

test("guesses at an account run into a limit; whoever has signed in there before does not", async () => {
  const browser = await joined(api, machine, { email, role: "viewer" });
  const from = (address: string) => ({ "x-forwarded-for": address });
  const guess = (address: string, who = email) =>
    openBrowser(api).post("/auth/sign-in/email", { email: who, password: "a wild guess" }, from(address));
  for (let tries = 0; tries < 6; tries++) expect((await guess("203.0.113.1")).status).toBe(401);
  const limited = await guess("203.0.113.1");
  expect(limited).toMatchObject({ status: 429, body: { reason: "too_many_tries" } });
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(60);
  expect((await guess("203.0.113.2")).status).toBe(401);

  // From many addresses: the account as a whole.
  await api.connection.sql`update try_counts set count = 60 where key like 'account:%'`;
  expect((await guess("203.0.113.3")).status).toBe(429);
  const owner = await browser.post("/auth/sign-in/email", { email, password: PASSWORD }, from("203.0.113.1"));
  expect(owner.status).toBe(200);
});

test("who is not let try any more is in the audit log, once for each address and not for each try", async () => {
  await joined(api, machine, { email, role: "viewer" });
  const guess = (address: string) =>
    openBrowser(api).post(
      "/auth/sign-in/email",
      { email, password: "a wild guess" },
      { "x-forwarded-for": address },
    );
  await guess("203.0.113.20");
  await guess("203.0.113.21");
  await api.connection.sql`update try_counts set count = 6 where key like 'pair:203.0.113.2%'`;
  for (const address of ["203.0.113.20", "203.0.113.20", "203.0.113.21", "203.0.113.20"])
    expect((await guess(address)).status).toBe(429);
  const refused = async () => {
    const { body } = await api.call(machine, "audit.list", "query", { action: "me.signInRefused" });
    return (body as { actor: string; clientAddress: string; details: object }[])
      .filter(({ details }) => "why" in details)
      .map(({ actor, clientAddress }) => `${actor} ${clientAddress}`)
      .toSorted();
  };
  await expect.poll(refused).toEqual([`user:${email} 203.0.113.20`, `user:${email} 203.0.113.21`]);
});

test("guesses at many accounts from one address run into a limit; a claimed address does not help", async () => {
  const guess = (n: number, forwarded: string) =>
    openBrowser(api).post(
      "/auth/sign-in/email",
      { email: `nobody${n}@example.org`, password: "a wild guess" },
      { "x-forwarded-for": forwarded },
    );
  await guess(0, "198.51.100.7");
  await api.connection.sql`update try_counts set count = 30 where key = 'address:198.51.100.7'`;
  expect((await guess(1, "198.51.100.7")).status).toBe(429);
  expect((await guess(2, "10.1.2.3, 198.51.100.7")).status).toBe(429);
  expect((await guess(3, "198.51.100.8")).status).toBe(401);

  await using direct = await startTestApi({ databaseUrl: api.databaseUrl });
  const spoofed = { "x-forwarded-for": "198.51.100.99" };
  await openBrowser(direct).post("/auth/sign-in/email", { email: "n@example.org", password: "x" }, spoofed);
  const keys = await api.connection.sql<
    { key: string }[]
  >`select key from try_counts where key like 'address:%'`;
  const addresses = keys.map(({ key }) => key);
  expect(addresses).toContain("address:127.0.0.1");
  expect(addresses).not.toContain("address:198.51.100.99");
});

test("an account that exists answers as one that does not", async () => {
  await joined(api, machine, { email, role: "viewer" });
  const wrong = (who: string) => signedIn(openBrowser(api), who, "a wild guess");
  const [known, unknown] = [await wrong(email), await wrong("nobody@example.org")];
  expect(known.status).toBe(401);
  expect(unknown).toMatchObject({ status: known.status, body: known.body });
});

test("the audit log has the address that the trusted proxy saw", async () => {
  const browser = await joined(api, machine, { email, role: "admin" });
  const body = { email, password: PASSWORD };
  await browser.post("/auth/sign-in/email", body, { "x-forwarded-for": "1.1.1.1, 203.0.113.77" });
  const entries = (await browser.call("audit.list", "query")).body as { clientAddress: string }[];
  expect(entries[0]).toMatchObject({ action: "me.signIn", clientAddress: "203.0.113.77" });
});

test("a page of one person does nothing in the name of who signed in after them", async () => {
  const carl = await joined(api, machine, { email, role: "admin" });
  const eve = await joined(api, machine, { email: `eve-${email}`, role: "admin" });
  const { body } = await carl.call("me.get", "query");
  const { id, workspace } = body as { id: string; workspace: { id: string } };
  const asCarl = { "riposte-as": `${workspace.id}.${id}` };
  const made = { name: "Carl's" };
  const refused = await eve.post("/trpc/playbooks.create", made, asCarl);
  expect(refused.status).toBe(401);
  expect(JSON.stringify(refused.body)).toContain("Somebody else is signed in in this browser now.");
  expect((await carl.post("/trpc/playbooks.create", made, asCarl)).status).toBe(200);
  expect((await carl.call("playbooks.list", "query")).body).toHaveLength(1);
});
