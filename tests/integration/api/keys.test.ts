import { join } from "node:path";
import { ensureDefaultWorkspace } from "@riposte/db";
import { loadKeyring, openVaultFile, replaceKeyring } from "@riposte/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

let api: OwnApi;
let admin: string;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns(), retentionMs: 60_000 });
  admin = await api.token(await ensureDefaultWorkspace(api.connection.db), "admin");
});
afterAll(() => api[Symbol.asyncDispose]());

const keyringOf = (): string => join(api.dataFolder, "keyring.json");

async function change(path: string, input: object) {
  return api.call(admin, path, "mutation", input);
}

/** As if the key had come, and become the one that seals, so long ago. */
async function age(id: string, milliseconds: number): Promise<void> {
  const ring = await loadKeyring(keyringOf());
  const times = ring.since.get(id);
  if (times === undefined) throw new Error(`nothing is known of ${id}`);
  const earlier = (time: string) => new Date(Date.parse(time) - milliseconds).toISOString();
  const current = times.current === undefined ? {} : { current: earlier(times.current) };
  const since = new Map(ring.since).set(id, { added: earlier(times.added), ...current });
  await replaceKeyring(keyringOf(), { ...ring, since });
}

async function sealedConnector(): Promise<Uint8Array> {
  const [row] = await api.connection.sql<{ id: string; secrets: Uint8Array }[]>`
    select id, secrets from connectors where name = 'chat'`;
  if (row === undefined) throw new Error("no connector");
  const vault = openVaultFile(keyringOf(), () => {});
  expect(Buffer.from(vault.unseal("connectors", row.id, row.secrets)).toString()).toContain(
    "a-secret-address",
  );
  return row.secrets;
}

test("an old key is retired only once nothing needs it, and secrets are sealed anew before", async () => {
  const secrets = { hook_url: "https://chat.example.org/hooks/a-secret-address" };
  const connector = { name: "chat", type: "mattermost", settings: {}, secrets };
  expect(await change("connectors.save", connector)).toMatchObject({ status: 200 });
  const playbook = { name: "P", graph: manualGraph(), publish: true, enable: true };
  await change("playbooks.save", playbook);
  const { run } = (await change("runs.start", { playbook: "P" })).body as { run: string };
  const underOld = await sealedConnector();

  expect((await change("keys.add", {})).body).toMatchObject({ id: "k2" });
  expect((await change("keys.promote", { id: "k2" })).status).toBe(409);
  await age("k2", 20_000);
  expect((await change("keys.promote", { id: "k2" })).body).toEqual({ id: "k2", resealed: 1 });
  expect(await sealedConnector()).not.toEqual(underOld);

  const refusal = async () => (await change("keys.retire", { id: "k1" })).body as { message: string };
  expect((await refusal()).message).toContain("k1 is needed until 20");
  await age("k2", 61_000);
  await api.connection.sql`update runs set created_at = created_at - interval '1 hour' where id = ${run}`;
  expect((await refusal()).message).toMatch(/1 run that is not over began before key k2 sealed/);
  await api.connection.sql`update runs set state = 'done' where id = ${run}`;
  expect(await change("keys.retire", { id: "k1" })).toMatchObject({ status: 200 });
  await sealedConnector();
  const list = await api.call(admin, "keys.list", "query");
  expect(list.body).toMatchObject({ current: "k2", keys: [{ id: "k2" }], sealedBefore: 0 });
});

test("two who add a key at once add two", async () => {
  const added = await Promise.all(Array.from({ length: 5 }, () => change("keys.add", {})));
  const ids = added.map(({ body }) => (body as { id: string }).id);
  expect(new Set(ids).size).toBe(5);
  expect([...(await loadKeyring(keyringOf())).keys.keys()]).toEqual(expect.arrayContaining(ids));
});
