import { setTimeout as sleep } from "node:timers/promises";
import { createBlobStore, DEFAULT_BLOB_SETTINGS, referenceTo } from "@riposte/blobs";
import type { BlobStore } from "@riposte/blobs";
import { connect, ensureDefaultWorkspace } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import type { Payload } from "@riposte/plan";
import type { RenderCommand, RenderOutcome } from "@riposte/temporal";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLargeValues } from "./large-values.ts";
import type { ValueTasks } from "./value-tasks.ts";

const MEGABYTE = 1024 * 1024;

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let connection: ReturnType<typeof connect>;
let store: BlobStore;
let workspaceId: string;
let values: ReturnType<typeof start>;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 2 });
  store = createBlobStore(connection.db, DEFAULT_BLOB_SETTINGS);
  workspaceId = await ensureDefaultWorkspace(connection.db);
  values = start();
}, 60_000);

afterAll(async () => {
  await values[Symbol.asyncDispose]();
  await connection.close();
  await database.close();
});

function start(changed: Partial<Parameters<typeof createLargeValues>[0]> = {}) {
  return createLargeValues({
    databaseUrl: database.url,
    blobs: DEFAULT_BLOB_SETTINGS,
    cacheBytes: 64 * MEGABYTE,
    memoryMb: 512,
    logger: pino({ level: "silent" }),
    ...changed,
  });
}

function commandOf(trigger: Payload, fields: RenderCommand["fields"]): RenderCommand {
  const run = {
    id: "run_1",
    playbook: "p",
    playbookId: "pb_1",
    version: 1,
    workspaceId,
    simulate: false,
    startedAt: 0,
  };
  const context = { trigger, steps: {}, ids: {}, vars: [], run, now: 0 };
  return { kind: "render", step: "s", scope: "", attempt: 1, fields, context };
}

const render = (values: ValueTasks, trigger: Payload, fields: RenderCommand["fields"]) =>
  values.renderFields({ workspaceId, command: commandOf(trigger, fields) });

function fieldsOf(outcome: RenderOutcome): Readonly<Record<string, Payload>> {
  if (outcome.kind !== "rendered") throw new Error(outcome.failure.message);
  return outcome.fields;
}

const rowsText = (count: number) =>
  `[${Array.from({ length: count }, (_, n) => `{"n":${n},"host":"host-${n}"}`).join(",")}]`;

test("what reads a large value is rendered; what passes it on gives the same reference again", async () => {
  const rows = rowsText(5_000);
  const trigger = await referenceTo(store, workspaceId, rows);
  const outcome = await render(values, trigger, {
    small: "{{ trigger[4999].host }}",
    same: "{{ trigger }}",
    within: { list: "{{ trigger }}" },
  });
  const fields = fieldsOf(outcome);
  expect(fields["small"]).toEqual({ kind: "inline", json: '"host-4999"' });
  expect(fields["same"]).toEqual(trigger);
  const { within } = fields;
  if (within?.kind !== "blob") throw new Error("too small");
  expect(await store.text(workspaceId, within.hash)).toBe(`{"list":${rows}}`);
});

test("many that read the same one at once are all answered", async () => {
  const trigger = await referenceTo(store, workspaceId, rowsText(20_000));
  const asked = Array.from({ length: 100 }, (_, n) =>
    render(values, trigger, { n: `{{ trigger[${n}].n }}` }),
  );
  const answers = (await Promise.all(asked)).map((outcome) => fieldsOf(outcome)["n"]);
  expect(answers).toEqual(answers.map((_, n) => ({ kind: "inline", json: String(n) })));
});

test("a loop's list comes page by page, and its parts are put together", async () => {
  const over = await referenceTo(store, workspaceId, rowsText(5_000));
  const key = { step: "each", scope: "", attempt: 1 };
  const page = fieldsOf(
    await values.sliceItems({
      workspaceId,
      label: "Each",
      command: { kind: "slice", ...key, over, from: 4_998 },
    }),
  );
  expect(page["total"]).toEqual({ kind: "inline", json: "5000" });
  expect(page["items"]).toEqual({
    kind: "inline",
    json: '[{"n":4998,"host":"host-4998"},{"n":4999,"host":"host-4999"}]',
  });
  const part = await referenceTo(store, workspaceId, '[[1,"b"],[0,"a"]]');
  const rest = { payload: { kind: "inline", json: '[[2,"c"]]' } } as const;
  const gathered = fieldsOf(
    await values.gatherParts({
      workspaceId,
      command: { kind: "gather", ...key, parts: [{ payload: part }, rest], count: 3, keepsPlaces: false },
    }),
  );
  expect(gathered["output"]).toEqual({
    kind: "inline",
    json: '{"count":3,"results":["a","b","c"],"failed":[]}',
  });
});

test("what comes to more than the ceiling fails its step, with both sizes", async () => {
  await using own = start({ blobs: { ...DEFAULT_BLOB_SETTINGS, resultLimit: MEGABYTE } });
  const trigger = await referenceTo(store, workspaceId, JSON.stringify("x".repeat(MEGABYTE)));
  expect(await render(own, trigger, { arguments: { twice: ["{{ trigger }}", "{{ trigger }}"] } })).toEqual({
    kind: "failed",
    failure: {
      code: "limit_exceeded",
      message:
        'The value of "arguments" has 2.0 MB (2097169 bytes); at most 1.0 MB (1048576 bytes) are taken. RIPOSTE_RESULT_LIMIT_MB sets that.',
      retryable: false,
      field: "arguments",
    },
  });
}, 120_000);

test("a template that fails and a value that is gone fail their step", async () => {
  const trigger = await referenceTo(store, workspaceId, rowsText(10));
  expect(await render(values, trigger, { x: "{{ trigger | nope }}" })).toMatchObject({
    failure: { code: "template_error", field: "x" },
  });
  const gone = { ...trigger, hash: "0".repeat(64) };
  expect(await render(values, gone, { x: "{{ trigger }}" })).toMatchObject({
    failure: { code: "internal", message: expect.stringContaining("no longer in the blob store") as string },
  });
});

test("what needs more memory than there is fails alone; those beside it are answered", async () => {
  await using own = start({ memoryMb: 48 });
  const numbers = await referenceTo(store, workspaceId, `[${"7,".repeat(4_000_000)}7]`);
  const small = await referenceTo(store, workspaceId, rowsText(100));
  const [huge, ...others] = await Promise.all([
    render(own, numbers, { n: "{{ trigger | length }}" }),
    render(own, small, { n: "{{ trigger | length }}" }),
    render(own, small, { n: "{{ trigger | length }}" }),
  ]);
  expect(huge).toMatchObject({
    failure: {
      code: "limit_exceeded",
      message: expect.stringContaining("RIPOSTE_VALUE_MEMORY_MB") as string,
    },
  });
  for (const other of others) expect(fieldsOf(other)["n"]).toEqual({ kind: "inline", json: "100" });
}, 120_000);

test("a thread that has nothing to do ends, and another one goes on", async () => {
  await using own = start({ idleMs: 1 });
  const trigger = await referenceTo(store, workspaceId, rowsText(100));
  for (let count = 0; count < 3; count++) {
    expect(fieldsOf(await render(own, trigger, { n: "{{ trigger | length }}" }))["n"]).toEqual({
      kind: "inline",
      json: "100",
    });
    await sleep(50);
  }
}, 120_000);
