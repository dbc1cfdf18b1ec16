import { createHash, randomUUID } from "node:crypto";
import { connect, createWorkspace, ensureDefaultWorkspace } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BlobStore } from "./blob-store.ts";
import { DEFAULT_BLOB_SETTINGS } from "./blob-settings.ts";
import { createBlobStore } from "./create-blob-store.ts";
import { payloadOf, textOfPayload } from "./payload-of.ts";
import { startFakeS3 } from "./testing/fake-s3.ts";
import type { FakeS3 } from "./testing/fake-s3.ts";

const ACCOUNT = { accessKey: "AKIAEXAMPLE", secretKey: "wJalr/XUtn+FEMI", region: "eu-central-1" };

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let connection: ReturnType<typeof connect>;
let s3: FakeS3;
let workspace: string;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  s3 = await startFakeS3(ACCOUNT);
  workspace = await ensureDefaultWorkspace(connection.db);
}, 60_000);

afterAll(async () => {
  await connection.close();
  await database.close();
  await s3[Symbol.asyncDispose]();
});

function s3Settings(changed: object = {}) {
  const { endpoint } = s3;
  return {
    ...DEFAULT_BLOB_SETTINGS,
    s3: { endpoint, bucket: "soc", prefix: "values/", ...ACCOUNT, ...changed },
  };
}

const STORES: readonly [string, () => BlobStore][] = [
  ["PostgreSQL", () => createBlobStore(connection.db, DEFAULT_BLOB_SETTINGS)],
  ["S3", () => createBlobStore(connection.db, s3Settings())],
];

describe.each(STORES)("in %s", (name, open) => {
  /** Of some pieces, the last one not full, with characters of several bytes on the borders. */
  const textOf = (salt: string) => `"${name} ${salt} ${"é💡\\u0000 ".repeat(150_000)}"`;

  test("a text comes back as it was, whole and in pieces, to its own workspace only", async () => {
    const store = open();
    const text = textOf(randomUUID());
    const body = Buffer.from(text, "utf8");
    const stored = await store.put(workspace, body);
    expect(stored).toEqual({
      hash: createHash("sha256").update(body).digest("hex"),
      bytes: body.byteLength,
    });
    expect(await store.put(workspace, body)).toEqual(stored);
    expect(await store.text(workspace, stored.hash)).toBe(text);
    const opened = await store.open(workspace, stored.hash);
    const pieces: Uint8Array[] = [];
    for await (const piece of opened?.chunks ?? []) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).equals(body)).toBe(true);
    expect(opened?.bytes).toBe(body.byteLength);
    const foreign = await createWorkspace(connection.db, "Another");
    expect(await store.text(foreign, stored.hash)).toBeNull();
    expect(await store.open(foreign, stored.hash)).toBeNull();
  });

  test("written from many sides at once it lies there once and whole", async () => {
    const store = open();
    const body = Buffer.from(textOf(randomUUID()), "utf8");
    const stored = await Promise.all(Array.from({ length: 8 }, () => store.put(workspace, body)));
    expect(new Set(stored.map(({ hash }) => hash)).size).toBe(1);
    expect(await store.text(workspace, stored[0]?.hash ?? "")).toBe(body.toString("utf8"));
  });

  test("64 KB travel by themselves, one byte more by reference, with size and beginning", async () => {
    const store = open();
    const inline = `"${"é".repeat(32 * 1024 - 1)}"`;
    expect(await payloadOf(store, workspace, inline)).toEqual({ kind: "inline", json: inline });
    const large = `"a${"💡".repeat(16 * 1024)}"`;
    const payload = await payloadOf(store, workspace, large);
    expect(payload).toMatchObject({ kind: "blob", bytes: 65_539 });
    // 199 characters and half a pair would be 200.
    expect(payload.kind === "blob" && payload.preview).toBe(`"a${"💡".repeat(99)}`);
    expect(await textOfPayload(store, workspace, payload)).toBe(large);
    expect(await payloadOf(store, workspace, Buffer.from(large))).toEqual(payload);
  });
});

test("what was changed where it lies is not handed out", async () => {
  const inDatabase = createBlobStore(connection.db, DEFAULT_BLOB_SETTINGS);
  const one = await inDatabase.put(workspace, Buffer.from(`"${randomUUID()}"`));
  await connection.sql`update blob_chunks set body = 'two' where hash = ${one.hash}`;
  await expect(inDatabase.text(workspace, one.hash)).rejects.toThrow("was changed");

  const inS3 = createBlobStore(connection.db, s3Settings());
  const other = await inS3.put(workspace, Buffer.from(`"${randomUUID()}"`));
  s3.objects.set(`/soc/values/${workspace}/${other.hash}`, Buffer.from("x".repeat(other.bytes)));
  await expect(inS3.text(workspace, other.hash)).rejects.toThrow("was changed");
});

test("what lies in PostgreSQL is still read when new ones go to S3", async () => {
  const before = createBlobStore(connection.db, DEFAULT_BLOB_SETTINGS);
  const old = await before.put(workspace, Buffer.from(`"${randomUUID()}"`));
  const after = createBlobStore(connection.db, s3Settings());
  expect(await after.text(workspace, old.hash)).not.toBeNull();
  const young = await after.put(workspace, Buffer.from(`"${randomUUID()}"`));
  await expect(before.text(workspace, young.hash)).rejects.toThrow("RIPOSTE_BLOBS");
});

test("an S3 store that is busy for a moment is asked again", async () => {
  const store = createBlobStore(connection.db, s3Settings());
  s3.failNext(2);
  const { hash } = await store.put(workspace, Buffer.from(`"${randomUUID()}"`));
  expect(await store.text(workspace, hash)).not.toBeNull();
});

test("a wrong key and a store that is away are told apart, and no key is shown", async () => {
  const wrong = createBlobStore(connection.db, s3Settings({ secretKey: "of-somebody-else" }));
  const refused = wrong.put(workspace, Buffer.from(`"${randomUUID()}"`));
  await expect(refused).rejects.toThrow("answered PUT with 403 (SignatureDoesNotMatch)");
  await expect(refused).rejects.not.toThrow(/of-somebody-else|AKIA/);
  await expect(refused).rejects.not.toHaveProperty("code");
  const nobody = createBlobStore(connection.db, s3Settings({ endpoint: "http://127.0.0.1:9" }));
  const away = nobody.put(workspace, Buffer.from(`"${randomUUID()}"`));
  await expect(away).rejects.toMatchObject({ code: "BLOB_STORE_AWAY" });
});

test("what was not written to its end is not there, and is written by the next who has it", async () => {
  const body = Buffer.from(`"${randomUUID()}"`);
  const broken = createBlobStore(connection.db, s3Settings({ secretKey: "wrong" }));
  await expect(broken.put(workspace, body)).rejects.toThrow("403");
  const store = createBlobStore(connection.db, s3Settings());
  const hash = createHash("sha256").update(body).digest("hex");
  expect(await store.text(workspace, hash)).toBeNull();
  await store.put(workspace, body);
  expect(await store.text(workspace, hash)).toBe(body.toString("utf8"));
});
