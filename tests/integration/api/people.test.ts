import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { joined, openBrowser, PASSWORD, signedIn, tokenIn } from "./browser.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let machine: string;
let serial = 0;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  machine = await api.token(workspaceId, "admin", "local");
  serial++;
});
afterAll(() => api[Symbol.asyncDispose]());

const address = (name: string) => `${name}${serial}@example.org`;
const accept = (token: string, who: object) => openBrowser(api).post("/auth/link/accept", { token, ...who });
const mia = () => ({ name: "Mia", email: address("mia"), password: PASSWORD });

async function setupToken(): Promise<string> {
  const { body } = await api.call(machine, "people.setupLink", "mutation");
  return tokenIn((body as { url: string }).url);
}

async function invitationToken(email: string, role = "viewer"): Promise<string> {
  const { body } = await api.call(machine, "people.invite", "mutation", { email, role });
  return tokenIn((body as { url: string }).url);
}

async function personId(email: string): Promise<string> {
  const { body } = await api.call(machine, "people.list", "query");
  return (body as { id: string; email: string }[]).find((person) => person.email === email)?.id ?? "";
}

test("the set-up link makes one admin, once, however many use it at the same moment", async () => {
  const token = await setupToken();
  const tries = ["a", "b", "c", "d"].map((name) =>
    accept(token, { name, email: address(name), password: PASSWORD }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 404, 404, 404]);
  const { body } = await api.call(machine, "people.list", "query");
  expect(body).toMatchObject([{ role: "admin" }]);
  expect((await accept(token, mia())).body).toMatchObject({
    message: expect.stringContaining("no use any more"),
  });
});

test("a new set-up link ends the one before; a mistake in the form does not use it up", async () => {
  const earlier = await setupToken();
  const token = await setupToken();
  expect((await accept(earlier, mia())).status).toBe(404);
  expect((await accept(token, { ...mia(), password: "short" })).body).toMatchObject({ field: "password" });
  expect((await accept(token, { ...mia(), email: "nonsense" })).body).toMatchObject({ field: "email" });
  expect((await accept(token, { name: "Mia", password: PASSWORD })).body).toMatchObject({ field: "email" });
  expect((await accept(token, { ...mia(), name: "Mia \u202Enimda" })).body).toMatchObject({
    field: "name",
    message: "A name holds no hidden codes: this one is Mia ‹U+202E›nimda.",
  });
  expect((await accept(token, mia())).status).toBe(200);
});

test("a link is stored by its hash, and is too old after its time", async () => {
  const token = await setupToken();
  const rows = await api.connection.sql`select * from one_time_links where workspace_id = ${workspaceId}`;
  expect(JSON.stringify(rows)).not.toContain(token);
  await api.connection.sql`update one_time_links set expires_at = now() where workspace_id = ${workspaceId}`;
  expect((await accept(token, mia())).status).toBe(404);
});

test("an invitation says what it is for, and makes one account, in its workspace, in its role", async () => {
  const token = await invitationToken(address("mia"), "author");
  const browser = openBrowser(api);
  const shown = await browser.post("/auth/link", { token });
  expect(shown.body).toMatchObject({
    purpose: "invitation",
    email: address("mia"),
    role: "author",
    workspace: "Test",
  });
  expect((await accept(token, { ...mia(), email: address("somebody-else") })).body).toEqual({
    email: address("mia"),
  });
  expect((await accept(token, mia())).status).toBe(404);

  await signedIn(browser, address("mia"));
  expect((await browser.call("me.get", "query")).body).toMatchObject({
    kind: "person",
    name: "Mia",
    email: address("mia"),
    role: "author",
    workspace: { id: workspaceId },
  });
});

test("an invitation that was revoked or replaced is of no use", async () => {
  const earlier = await invitationToken(address("mia"));
  const token = await invitationToken(address("mia"));
  expect((await accept(earlier, mia())).status).toBe(404);
  const { body } = await api.call(machine, "people.invitations", "query");
  const [{ id } = { id: "" }] = body as { id: string }[];
  expect((await api.call(machine, "people.revokeInvitation", "mutation", { id })).status).toBe(200);
  expect((await accept(token, mia())).status).toBe(404);
});

test("an e-mail has one account: a second workspace's invitation does not touch it", async () => {
  const browser = await joined(api, machine, { email: address("mia"), role: "viewer" });
  const elsewhere = await createWorkspace(api.connection.db, "Elsewhere");
  const other = await api.token(elsewhere, "admin");
  const { body } = await api.call(other, "people.invite", "mutation", {
    email: address("mia"),
    role: "admin",
  });
  const refused = await accept(tokenIn((body as { url: string }).url), {
    ...mia(),
    password: "another password",
  });
  expect(refused).toMatchObject({ status: 409, body: { field: "email" } });
  expect((await browser.call("me.get", "query")).body).toMatchObject({
    role: "viewer",
    workspace: { id: workspaceId },
  });
  expect((await signedIn(openBrowser(api), address("mia"), "another password")).status).toBe(401);
});

test("who belongs already is not invited again", async () => {
  await joined(api, machine, { email: address("mia"), role: "viewer" });
  const again = { email: address("MIA"), role: "admin" };
  expect(await api.call(machine, "people.invite", "mutation", again)).toMatchObject({
    status: 409,
    body: { data: { field: "email" } },
  });
});

test("who is invited again hears that the first link is of no use any more", async () => {
  const again = { email: address("ada"), role: "viewer" };
  const first = await api.call(machine, "people.invite", "mutation", again);
  expect(first.body).toMatchObject({ replaces: false });
  expect((await api.call(machine, "people.invite", "mutation", again)).body).toMatchObject({
    replaces: true,
  });
});

test("a role counts from the next request on; whoever is removed is out at once", async () => {
  const browser = await joined(api, machine, { email: address("mia"), role: "viewer" });
  const invite = () => browser.call("people.invite", "mutation", { email: address("max"), role: "viewer" });
  expect(await invite()).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining("you are viewer") },
  });
  const id = await personId(address("mia"));
  await api.call(machine, "people.setRole", "mutation", { id, role: "admin" });
  expect((await invite()).status).toBe(200);
  await joined(api, machine, { email: address("zoe"), role: "admin" });

  expect((await api.call(machine, "people.remove", "mutation", { id })).status).toBe(200);
  expect((await browser.call("me.get", "query")).status).toBe(401);
  expect((await signedIn(browser, address("mia"))).status).toBe(401);
});

test("whoever was removed comes back by a new invitation only", async () => {
  await joined(api, machine, { email: address("mia"), role: "viewer" });
  const id = await personId(address("mia"));
  const { body } = await api.call(machine, "people.newPassword", "mutation", { id });
  await api.call(machine, "people.remove", "mutation", { id });
  expect((await accept(tokenIn((body as { url: string }).url), mia())).status).toBe(404);
  const back = await joined(api, machine, { email: address("mia"), role: "analyst" });
  expect((await back.call("me.get", "query")).body).toMatchObject({ role: "analyst" });
});

test("the last admin stays one, even when two leave at the same moment", async () => {
  const mine = await joined(api, machine, { email: address("mia"), role: "admin" });
  const id = await personId(address("mia"));
  const message = expect.stringContaining("is the only admin");
  expect(await mine.call("people.remove", "mutation", { id })).toMatchObject({
    status: 409,
    body: { message },
  });
  expect(await mine.call("people.setRole", "mutation", { id, role: "viewer" })).toMatchObject({
    status: 409,
  });

  const yours = await joined(api, machine, { email: address("zoe"), role: "admin" });
  const other = await personId(address("zoe"));
  const answers = await Promise.all([
    mine.call("people.setRole", "mutation", { id, role: "viewer" }),
    yours.call("people.remove", "mutation", { id: other }),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test("a link for a new password ends the sessions that the old one opened", async () => {
  const browser = await joined(api, machine, { email: address("mia"), role: "viewer" });
  const id = await personId(address("mia"));
  const { body } = await api.call(machine, "people.newPassword", "mutation", { id });
  expect((await browser.call("me.get", "query")).status).toBe(200);
  const token = tokenIn((body as { url: string }).url);
  expect((await accept(token, { ...mia(), password: "a new password" })).status).toBe(200);
  expect((await browser.call("me.get", "query")).status).toBe(401);
  expect((await signedIn(browser, address("mia"))).status).toBe(401);
  expect((await signedIn(browser, address("mia"), "a new password")).status).toBe(200);
});

test("what people do stands in the audit log under their e-mail", async () => {
  const browser = await joined(api, machine, { email: address("mia"), role: "admin" });
  await browser.call("tokens.create", "mutation", { name: "ci", role: "viewer" });
  const { body } = await browser.call("audit.list", "query");
  const entries = (body as { actor: string; action: string }[]).map(
    ({ actor, action }) => `${actor} ${action}`,
  );
  expect(entries).toEqual([
    `user:${address("mia")} tokens.create`,
    `user:${address("mia")} me.signIn`,
    `user:${address("mia")} people.acceptInvitation`,
    "token:local people.invite",
  ]);
});
