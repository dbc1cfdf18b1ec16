import { createHash, randomUUID } from "node:crypto";
import { connect, createWorkspace, ensureDefaultWorkspace } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import type { Payload } from "@riposte/plan";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { DEFAULT_BLOB_SETTINGS } from "./blob-settings.ts";
import type { BlobSettings } from "./blob-settings.ts";
import { collectBlobs } from "./collect-blobs.ts";
import { createBlobStore } from "./create-blob-store.ts";
import { startFakeS3 } from "./testing/fake-s3.ts";
import type { FakeS3 } from "./testing/fake-s3.ts";

const ACCOUNT = { accessKey: "AKIAEXAMPLE", secretKey: "wJalr/XUtn+FEMI", region: "us-east-1" };
/** Enough between writing and referring to it, and little to wait for. */
const GRACE_SECONDS = 3_600;

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let connection: ReturnType<typeof connect>;
let s3: FakeS3;
let ours: string;
let foreign: string;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  s3 = await startFakeS3(ACCOUNT);
  ours = await ensureDefaultWorkspace(connection.db);
  foreign = await createWorkspace(connection.db, "Another");
  const { sql } = connection;
  await sql`insert into plans (hash, body) values ('p', '{}') on conflict do nothing`;
  for (const workspace of [ours, foreign]) {
    await sql`insert into playbooks (id, workspace_id, name, draft) values (${`pb_${workspace}`}, ${workspace}, 'p', '{}')`;
  }
}, 60_000);

afterAll(async () => {
  await connection.close();
  await database.close();
  await s3[Symbol.asyncDispose]();
});

const CLEARED = [
  "responses",
  "attempts",
  "approvals",
  "step_runs",
  "inbox",
  "recorded_values",
  "script_trials",
  "reruns",
  "runs",
  "blobs",
] as const;

async function empty(): Promise<void> {
  const { sql } = connection;
  for (const table of CLEARED) await sql`delete from ${sql(table)}`;
  s3.objects.clear();
}
beforeEach(empty);
afterEach(empty);

const IN_POSTGRES: BlobSettings = { ...DEFAULT_BLOB_SETTINGS, graceSeconds: GRACE_SECONDS };
const inS3 = (): BlobSettings => ({
  ...IN_POSTGRES,
  s3: { endpoint: s3.endpoint, bucket: "b", prefix: "", ...ACCOUNT },
});

async function startRun(workspace: string, state = "done"): Promise<string> {
  const id = `run_${randomUUID()}`;
  await connection.sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    values (${id}, ${workspace}, ${`pb_${workspace}`}, 1, 'p', ${state})`;
  return id;
}

const payload = (hash: string) => ({ kind: "blob", hash, bytes: 9, preview: "" }) satisfies Payload;
const text = (value: unknown) => JSON.stringify(value);
/** As the Python worker writes it. */
const spaced = (value: unknown) => JSON.stringify(value).replaceAll('":', '": ').replaceAll(',"', ', "');

/** As a rerun does: one value that is not large, and two that are. */
const takeOver = (run: string, one: string, other: string) => connection.sql`
  insert into reruns (run_id, rerun_of, kind, requested_by, recorded)
  values (${run}, ${run}, 'failed', 'user:u', ${text([
    { step: "a", output: { kind: "inline", json: '"a"' } },
    { step: "b", output: payload(one), sets: [{ step: "c", output: payload(other) }] },
  ])})`;

const tryScript = (workspace: string, given: string, outcome: string | null) => connection.sql`
  insert into script_trials (id, workspace_id, action, source, entry, timeout_ms, memory_mb, arguments, author, outcome)
  values (${randomUUID()}, ${workspace}, 'script.a', 'pass', 'plain', 1000, 256, ${given}, 'user:u', ${outcome})`;

/** Every way in which a large value is referred to, and how that ends. */
const REFERENCES: Readonly<
  Record<string, (workspace: string, run: string, hash: string) => Promise<unknown>>
> = {
  event: (workspace, run, hash) => connection.sql`
    insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, dedupe_key, body_hash)
    values (${run}, ${workspace}, ${`pb_${workspace}`}, 'p', 1, ${text(payload(hash))}, 's', ${run}, '')`,
  input: (_, run, hash) => connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt, input)
    values (${run}, ${randomUUID()}, '', 1, 'done', 1, ${text(payload(hash))})`,
  output: (_, run, hash) => connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt, output)
    values (${run}, ${randomUUID()}, 'each[2]', 1, 'done', 1, ${text(payload(hash))})`,
  returned: (_, run, hash) => connection.sql`
    update runs set output = ${text(payload(hash))} where id = ${run}`,
  recorded: (_, run, hash) => takeOver(run, hash, hash),
  outcome: (_, run, hash) => connection.sql`
    insert into attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over, outcome)
    values (${run}, ${randomUUID()}, '', 1, 'done', 'w', 1, now(), false, ${text({ kind: "done", output: payload(hash) })})`,
  late: (_, run, hash) => connection.sql`
    insert into attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over, late_outcome)
    values (${run}, ${randomUUID()}, '', 1, 'unknown', 'w', 1, now(), false, ${spaced({ kind: "done", output: payload(hash) })})`,
  response: (_, run, hash) => connection.sql`
    insert into responses (run_id, status, body) values (${run}, 200, ${text(payload(hash))})`,
  approval: (workspace, run, hash) => connection.sql`
    insert into approvals (id, workspace_id, run_id, step, attempt, request)
    values (${randomUUID()}, ${workspace}, ${run}, ${randomUUID()}, 1,
            ${text({ approvers: [], message: `"kind":"blob","hash":"${"0".repeat(64)}"`, call: { arguments: payload(hash) } })})`,
  trialled: (workspace, _, hash) => tryScript(workspace, text(payload(hash)), null),
  "trial's outcome": (workspace, _, hash) =>
    tryScript(workspace, '{"kind":"inline","json":"{}"}', spaced({ kind: "done", output: payload(hash) })),
};

/** As if so much time had passed since everything was written. */
async function age(seconds = 2 * GRACE_SECONDS): Promise<void> {
  const { sql } = connection;
  await sql`update blobs set touched_at = touched_at - make_interval(secs => ${seconds})`;
  await sql`update runs set created_at = created_at - make_interval(secs => ${seconds})`;
}

const hashesLeft = async () =>
  (await connection.sql<{ hash: string }[]>`select hash from blobs order by hash`).map(({ hash }) => hash);

test.each(Object.keys(REFERENCES))("what the %s of a run that is over shows is kept", async (kind) => {
  const store = createBlobStore(connection.db, IN_POSTGRES);
  const run = await startRun(ours);
  const kept = await store.put(ours, Buffer.from(`"${randomUUID()}"`));
  const dropped = await store.put(ours, Buffer.from(`"${randomUUID()}"`));
  await REFERENCES[kind]?.(ours, run, kept.hash);
  await age();
  expect(await collectBlobs(connection, IN_POSTGRES)).toEqual({ count: 1, bytes: dropped.bytes });
  expect(await hashesLeft()).toEqual([kept.hash]);
  expect(await store.text(ours, kept.hash)).not.toBeNull();
  const [chunks] = await connection.sql`select count(*)::int as count from blob_chunks`;
  expect(chunks?.["count"]).toBe(1);
});

test("each of the large values that a rerun takes over is kept", async () => {
  const store = createBlobStore(connection.db, IN_POSTGRES);
  const one = await store.put(ours, Buffer.from('"one"'));
  const other = await store.put(ours, Buffer.from('"another"'));
  await takeOver(await startRun(ours), one.hash, other.hash);
  await age();
  expect((await collectBlobs(connection, IN_POSTGRES)).count).toBe(0);
  expect(await hashesLeft()).toEqual([one.hash, other.hash].toSorted());
});

test("nothing goes within the grace period", async () => {
  const store = createBlobStore(connection.db, IN_POSTGRES);
  const { hash } = await store.put(ours, Buffer.from('"fresh"'));
  expect(await collectBlobs(connection, IN_POSTGRES)).toEqual({ count: 0, bytes: 0 });
  expect(await hashesLeft()).toEqual([hash]);
});

test("what was written since an open run began may lie in its state alone, and is kept until it is over", async () => {
  const store = createBlobStore(connection.db, IN_POSTGRES);
  await store.put(ours, Buffer.from('"before it began"'));
  await age(60);
  const run = await startRun(ours, "waiting");
  const { hash } = await store.put(ours, Buffer.from('"a part of a loop"'));
  await age();
  expect((await collectBlobs(connection, IN_POSTGRES)).count).toBe(1);
  expect(await hashesLeft()).toEqual([hash]);
  await connection.sql`update runs set state = 'cancelled' where id = ${run}`;
  expect((await collectBlobs(connection, IN_POSTGRES)).count).toBe(1);
  expect(await hashesLeft()).toEqual([]);
});

test("what another workspace refers to is not kept for this one", async () => {
  const store = createBlobStore(connection.db, IN_POSTGRES);
  const body = Buffer.from('"the same in both"');
  const { hash } = await store.put(ours, body);
  await store.put(foreign, body);
  await REFERENCES["event"]?.(foreign, await startRun(foreign), hash);
  await age();
  expect((await collectBlobs(connection, IN_POSTGRES)).count).toBe(1);
  expect(await store.text(ours, hash)).toBeNull();
  expect(await store.text(foreign, hash)).not.toBeNull();
});

test("in S3 the object goes with its row, and a store that is away leaves both for the next time", async () => {
  const settings = inS3();
  const store = createBlobStore(connection.db, settings);
  await store.put(ours, Buffer.from('"unused"'));
  await age();
  s3.failNext(50);
  await expect(collectBlobs(connection, settings)).rejects.toThrow("503");
  expect([s3.objects.size, (await hashesLeft()).length]).toEqual([1, 1]);
  s3.failNext(0);
  expect((await collectBlobs(connection, settings)).count).toBe(1);
  expect([s3.objects.size, (await hashesLeft()).length]).toEqual([0, 0]);
});

test("each reference is found by an index, however long the history", async () => {
  const { sql } = connection;
  await sql.begin(async (inside) => {
    await inside`set local enable_seqscan = off`;
    const plan = await inside`
      explain select from blob_references where workspace_id = ${ours} and hash = ${"a".repeat(64)}`;
    const shown = plan.map((row) => row["QUERY PLAN"] as string).join("\n");
    for (const name of [
      "inbox_event",
      "step_runs_input",
      "step_runs_output",
      "runs_output",
      "attempts_outcome",
      "attempts_late",
      "script_trials_arguments",
      "script_trials_outcome",
    ]) {
      expect(shown).toContain(`${name}_blob`);
    }
    expect(shown).toContain("recorded_values_hash_run_id_pk");
    expect(shown).toContain("responses_body_blob");
    expect(shown).toContain("approvals_request_blob");
  });
});

/** Few contents, so that the same ones are written, dropped and written again. */
const content = fc.integer({ min: 0, max: 4 });
const command = fc.oneof(
  fc.record({ do: fc.constant("run" as const), content, kind: fc.constantFrom(...Object.keys(REFERENCES)) }),
  fc.record({ do: fc.constant("put" as const), content }),
  fc.record({ do: fc.constant("drop" as const), content }),
  fc.record({ do: fc.constant("age" as const) }),
  fc.record({ do: fc.constant("collect" as const) }),
);

test.each([
  ["PostgreSQL", () => IN_POSTGRES],
  ["S3", inS3],
])(
  "whatever is written, referred to, dropped and collected at once in %s, nothing is lost",
  async (_, of) => {
    const settings = of();
    const store = createBlobStore(connection.db, settings);
    const bodyOf = (number: number) =>
      Buffer.from(`"content ${number} ${"x".repeat(700_000 * (number % 2))}"`);
    const hashOf = (number: number) => createHash("sha256").update(bodyOf(number)).digest("hex");
    /** As our code does: first the value, then who refers to it. */
    const refer = async (number: number, kind: string) => {
      const { hash } = await store.put(ours, bodyOf(number));
      await REFERENCES[kind]?.(ours, await startRun(ours), hash);
    };
    const drop = async (number: number) => {
      const { sql } = connection;
      const like = `%${hashOf(number)}%`;
      await sql`delete from responses where body like ${like}`;
      await sql`delete from attempts where outcome like ${like} or late_outcome like ${like}`;
      await sql`delete from approvals where request like ${like}`;
      // In one statement: a rerun that comes in between would have its row gone for and its values left.
      await sql`
        with values_of as (
          delete from recorded_values where run_id in (select run_id from reruns where recorded like ${like}))
        delete from reruns where recorded like ${like}`;
      await sql`delete from step_runs where input like ${like} or output like ${like}`;
      await sql`delete from inbox where event like ${like}`;
      await sql`delete from script_trials where arguments like ${like} or outcome like ${like}`;
    };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
        async (rounds) => {
          await empty();
          for (const round of rounds) {
            // What stands in one round happens at the same time.
            await Promise.all(
              round.map(async (each) => {
                if (each.do === "run") return refer(each.content, each.kind);
                if (each.do === "put") return store.put(ours, bodyOf(each.content));
                if (each.do === "drop") return drop(each.content);
                if (each.do === "collect") return collectBlobs(connection, settings);
                return undefined;
              }),
            );
            // Between the rounds only: nobody takes longer than the grace from writing to referring.
            if (round.some((each) => each.do === "age")) await age();
            const referred = await connection.sql<
              { hash: string }[]
            >`select distinct hash from blob_references`;
            for (const { hash } of referred) expect(await store.text(ours, hash)).not.toBeNull();
          }
          await connection.sql`update runs set state = 'done'`;
          await age();
          await collectBlobs(connection, settings);
          const referred = await connection.sql<
            { hash: string }[]
          >`select distinct hash from blob_references order by hash`;
          expect(await hashesLeft()).toEqual(referred.map(({ hash }) => hash));
          if (settings.s3 !== null) expect(s3.objects.size).toBe(referred.length);
        },
      ),
      { numRuns: 25 },
    );
  },
  180_000,
);
