import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { appendAudit, listAudit } from "./audit.ts";
import { findBlob, putBlob, readBlob } from "./blobs.ts";
import { deleteConnector, getConnector, listConnectors, saveConnector } from "./connectors.ts";
import { keepMessage, listOutbox, settleMessage } from "./outbox.ts";
import { getPlan, insertPlan } from "./plans.ts";
import { createToken, findToken, listTokens, revokeToken } from "./tokens.ts";
import { createWorkspace, ensureDefaultWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let ours: string;
let foreign: string;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  ours = await ensureDefaultWorkspace(connection.db);
  foreign = await createWorkspace(connection.db, "Another");
});

afterAll(async () => {
  await connection.close();
  await database.close();
});

describe("blobs and plans", () => {
  test("a blob comes back as it was, to its own workspace only", async () => {
    const { db } = connection;
    const text = `{"a":"${"é\\u0000💡".repeat(60_000)}"}`;
    const { hash, bytes } = await putBlob(db, ours, text);
    expect(await putBlob(db, ours, text)).toEqual({ hash, bytes });
    expect(bytes).toBe(Buffer.byteLength(text));
    const chunks: Uint8Array[] = [];
    for await (const chunk of readBlob(db, { workspaceId: ours, hash })) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString("utf8")).toBe(text);
    expect(chunks.length).toBeGreaterThan(1);
    expect(await findBlob(db, { workspaceId: ours, hash })).toEqual({ bytes, place: "postgres" });
    expect(await findBlob(db, { workspaceId: foreign, hash })).toBeNull();
  });

  test("what was changed in the database is not handed out", async () => {
    const { db, sql } = connection;
    const plan = await insertPlan(db, '{"ir":1}');
    expect(await insertPlan(db, '{"ir":1}')).toBe(plan);
    expect(await getPlan(db, plan)).toBe('{"ir":1}');
    await sql`update plans set body = '{"ir":2}' where hash = ${plan}`;
    await expect(getPlan(db, plan)).rejects.toThrow("was changed");
    expect(await getPlan(db, "0".repeat(64))).toBeNull();
  });
});

describe("tokens", () => {
  test("are found by themselves, stored as a hash only, and gone once revoked", async () => {
    const { db, sql } = connection;
    const { id, token } = await createToken(db, { workspaceId: ours, name: "ci", role: "author" });
    expect(token).toMatch(/^rip_[\w-]{43}$/);
    expect(await findToken(db, token)).toMatchObject({ id, workspaceId: ours, name: "ci", role: "author" });
    expect(await findToken(db, `${token}x`)).toBeNull();
    const rows = await sql`select t::text as row from api_tokens t`;
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await listTokens(db, ours))[0]?.lastUsedAt).toBeInstanceOf(Date);
    expect(await listTokens(db, foreign)).toEqual([]);

    expect(await revokeToken(db, foreign, id)).toBe(false);
    expect(await revokeToken(db, ours, id)).toBe(true);
    expect(await revokeToken(db, ours, id)).toBe(false);
    expect(await findToken(db, token)).toBeNull();
  });

  test("one that was made elsewhere is registered once", async () => {
    const { db } = connection;
    const local = { workspaceId: ours, name: "local", role: "admin", token: "rip_local" } as const;
    expect(await createToken(db, local)).toEqual(await createToken(db, local));
    expect(await findToken(db, "rip_local")).toMatchObject({ name: "local", role: "admin" });
  });
});

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("connectors", () => {
  const mattermost = {
    name: "mattermost",
    type: "mattermost",
    settings: '{"url":"https://chat.example.com"}',
  };

  test("keep id and secrets over an update, and never list the secrets", async () => {
    const { db } = connection;
    const connector = { workspaceId: ours, ...mattermost };
    const first = await saveConnector(db, { ...connector, sealSecrets: (id) => bytes(`sealed for ${id}`) });
    const second = await saveConnector(db, { ...connector, settings: "{}", sealSecrets: null });
    expect(first.created).toBe(true);
    expect(second).toEqual({ id: first.id, created: false });
    const row = await getConnector(db, ours, "mattermost");
    expect(Buffer.from(row?.secrets ?? []).toString()).toBe(`sealed for ${first.id}`);
    expect(row?.settings).toBe("{}");
    expect(await listConnectors(db, ours)).toEqual([
      expect.not.objectContaining({ secrets: expect.anything() }),
    ]);
  });

  test("are sealed for one id when two come at once", async () => {
    const { db } = connection;
    const connector = { workspaceId: ours, ...mattermost, name: "twice" };
    const saved = await Promise.all(
      [1, 2].map(() => saveConnector(db, { ...connector, sealSecrets: (id) => bytes(id) })),
    );
    const row = await getConnector(db, ours, "twice");
    expect(saved.map(({ id }) => id)).toEqual([row?.id, row?.id]);
    expect(Buffer.from(row?.secrets ?? []).toString()).toBe(row?.id);
  });

  test("lose their secrets when deleted, and stay in their workspace", async () => {
    const { db, sql } = connection;
    const connector = { workspaceId: ours, ...mattermost, name: "short-lived" };
    await saveConnector(db, { ...connector, sealSecrets: () => bytes("secret") });
    expect(await getConnector(db, foreign, "short-lived")).toBeNull();
    expect(await deleteConnector(db, foreign, "short-lived")).toBe(false);
    expect(await deleteConnector(db, ours, "short-lived")).toBe(true);
    expect(await getConnector(db, ours, "short-lived")).toBeNull();
    const [row] = await sql`select secrets from connectors where name = 'short-lived'`;
    expect(row?.["secrets"]).toHaveLength(0);
    expect(await saveConnector(db, { ...connector, sealSecrets: null })).toMatchObject({ created: true });
  });
});

test("a message is kept once a key, and one that was sent stays sent", async () => {
  const { db } = connection;
  const message = { workspaceId: ours, message: '{"to":["soc@example.com"]}', requestKey: "run_a/mail" };
  const [first, second] = await Promise.all([keepMessage(db, message), keepMessage(db, message)]);
  expect(first).toEqual(second);
  expect(first.state).toBe("kept");
  await settleMessage(db, ours, { id: first.id, error: "refused" });
  expect((await listOutbox(db, ours, 10))[0]).toMatchObject({
    state: "failed",
    error: "refused",
    sentAt: null,
  });
  await settleMessage(db, ours, { id: first.id, error: null });
  await settleMessage(db, ours, { id: first.id, error: "too late" });
  expect(await listOutbox(db, ours, 10)).toEqual([
    expect.objectContaining({ state: "sent", error: null, sentAt: expect.any(Date) }),
  ]);
  expect(await listOutbox(db, foreign, 10)).toEqual([]);
  await expect(keepMessage(db, { ...message, workspaceId: foreign })).rejects.toThrow("another workspace");
});

test("the audit log is read whatever somebody wrote as a comment", async () => {
  const { db } = connection;
  const workspaceId = await createWorkspace(db, "Audited");
  const target = "approval:apr_1";
  const decided = { workspaceId, actor: "user:ida@example.org", action: "approvals.decide", target };
  const answers = await appendAudit(db, { ...decided, details: JSON.stringify({ comment: "first" }) });
  const details = JSON.stringify({ comment: "x \0 \ud800", refused: "no", answers });
  await appendAudit(db, { ...decided, details });
  expect((await listAudit(db, workspaceId, { limit: 2 })).map((entry) => entry.details)).toEqual([details]);
});

test("the audit log only grows, and is read newest first, page by page", async () => {
  const { db, sql } = connection;
  for (const target of ["a", "b", "c"]) {
    await appendAudit(db, {
      workspaceId: ours,
      actor: "token:ci",
      action: "tokens.create",
      target,
      details: "{}",
    });
  }
  const page = await listAudit(db, ours, { limit: 2 });
  expect(page.map((entry) => entry.target)).toEqual(["c", "b"]);
  const rest = await listAudit(db, ours, { limit: 2, before: page[1]?.seq });
  expect(rest.map((entry) => entry.target)).toEqual(["a"]);
  expect(await listAudit(db, foreign, { limit: 2 })).toEqual([]);
  await expect(sql`update audit_log set actor = 'nobody'`).rejects.toThrow("append-only");
  await expect(sql`delete from audit_log`).rejects.toThrow("append-only");
  await expect(sql`truncate audit_log`).rejects.toThrow("append-only");
});
