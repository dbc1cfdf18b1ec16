import { randomUUID } from "node:crypto";
import {
  acceptTrigger,
  connect,
  createWorkspace,
  endOverdueWaits,
  insertPlan,
  insertPlaybook,
  insertVersion,
  listEventWaits,
  newId,
  openWait,
  setPlaybookEnabled,
  withdrawWait,
} from "@riposte/db";
import type { Connection, NewWait, Transaction } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matchArrivals } from "./match-arrivals.ts";

const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let connection: Connection;
let workspaceId: string;
let planHash: string;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 16 });
  workspaceId = await createWorkspace(connection.db, "Test");
  planHash = await insertPlan(connection.db, "{}");
}, 60_000);
afterAll(async () => {
  await connection.close();
  await database.close();
});

const never = new AbortController().signal;
const match = () => matchArrivals({ sql: connection.sql, blobs: { text: async () => null } }, never);

async function newPlaybook(): Promise<string> {
  const { db } = connection;
  const id = newId("pb");
  await insertPlaybook(db, { id, workspaceId, name: id, description: "", draft: "{}" });
  const version = { playbookId: id, version: 1, graph: "{}", planHash, message: "", author: "test" };
  await insertVersion(db, workspaceId, version);
  await setPlaybookEnabled(db, workspaceId, { id, enabled: true });
  return id;
}

async function accept(
  playbookId: string,
  body: object,
  sql: Connection["sql"] | Transaction = connection.sql,
): Promise<string> {
  const runId = newId("run");
  await acceptTrigger(sql as Connection["sql"], {
    runId,
    workspaceId,
    playbookId,
    triggerId: "trg_test",
    planHash,
    version: 1,
    event: { kind: "inline", json: JSON.stringify({ body }) },
    simulate: false,
    dedupeScope: playbookId,
    dedupeKey: randomUUID(),
    bodyHash: "",
    signature: null,
    turn: null,
    debounce: null,
  });
  return runId;
}

function waitOf(runId: string, playbookId: string, more: Partial<NewWait> = {}): NewWait {
  return {
    runId,
    step: "wait",
    scope: "",
    attempt: 1,
    workspaceId,
    source: `playbook:${playbookId}`,
    key: "a",
    eventKey: "event.body.key",
    condition: null,
    timeoutMs: null,
    lookBackMs: 0,
    ...more,
  };
}

async function waitIn(runId: string) {
  const [wait] = await listEventWaits(connection.db, workspaceId, runId);
  if (wait === undefined) throw new Error("There is no wait.");
  return wait;
}

/** What happens, one after the other; waits and events are counted as they come. */
type Operation =
  | { readonly kind: "open"; readonly key: string; readonly looksBack: boolean }
  | { readonly kind: "accept"; readonly key: string }
  /** Its transaction begins now, and is committed with the next `commit`. */
  | { readonly kind: "begin"; readonly key: string }
  | { readonly kind: "commit" }
  | { readonly kind: "expire"; readonly wait: number }
  /** By so many at once. */
  | { readonly kind: "match"; readonly workers: number };

const key = fc.constantFrom("a", "b");
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("open"), key, looksBack: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("accept"), key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("begin"), key }) },
  { weight: 2, arbitrary: fc.constant({ kind: "commit" } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("expire"), wait: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("match"), workers: fc.integer({ min: 1, max: 3 }) }),
  },
) as fc.Arbitrary<Operation>;

interface Awaiting {
  readonly run: string;
  readonly key: string;
  readonly from: number;
  until: number;
}

interface Accepted {
  readonly run: string;
  readonly key: string;
  /** Places in the story: when it was accepted, and when anybody could see it. */
  readonly at: number;
  committed: number;
}

/** Plays the story on the database; the places say what happened in which order. */
async function play(story: readonly Operation[]): Promise<{ waits: Awaiting[]; events: Accepted[] }> {
  const [source, waiting] = [await newPlaybook(), await newPlaybook()];
  const waits: Awaiting[] = [];
  const events: Accepted[] = [];
  const open: { readonly commit: () => void; readonly done: Promise<unknown>; readonly event: Accepted }[] =
    [];

  async function commit(at: number): Promise<void> {
    const next = open.shift();
    if (next === undefined) return;
    next.commit();
    await next.done;
    next.event.committed = at;
  }

  async function begin(at: number, body: { readonly key: string }): Promise<void> {
    const begun = Promise.withResolvers<string>();
    const gate = Promise.withResolvers<void>();
    const done = connection.sql.begin(async (tx) => {
      begun.resolve(await accept(source, body, tx));
      await gate.promise;
    });
    const event = { run: await begun.promise, key: body.key, at, committed: Infinity };
    events.push(event);
    open.push({ commit: gate.resolve, done, event });
  }

  async function round(workers: number): Promise<void> {
    await Promise.all(Array.from({ length: workers }, match));
    await endOverdueWaits(connection.sql);
  }

  for (const [at, one] of story.entries()) {
    if (one.kind === "open") {
      const run = await accept(waiting, {});
      await openWait(connection.sql, {
        ...waitOf(run, source, { key: one.key, lookBackMs: one.looksBack ? 3_600_000 : 0 }),
      });
      waits.push({ run, key: one.key, from: one.looksBack ? -1 : at, until: Infinity });
    } else if (one.kind === "accept") {
      events.push({ run: await accept(source, { key: one.key }), key: one.key, at, committed: at });
    } else if (one.kind === "begin") await begin(at, { key: one.key });
    else if (one.kind === "commit") await commit(at);
    else if (one.kind === "match") await round(one.workers);
    else await expire(waits[one.wait], at);
  }
  while (open.length > 0) await commit(story.length);
  await round(1);
  return { waits, events };
}

async function expire(wait: Awaiting | undefined, at: number): Promise<void> {
  if (wait === undefined || wait.until !== Infinity) return;
  wait.until = at;
  await connection.sql`update event_waits set deadline = clock_timestamp() where run_id = ${wait.run}`;
}

/** Those that count for the wait, in the order they were accepted. */
function counting({ key: wanted, from, until }: Awaiting, events: readonly Accepted[]): Accepted[] {
  return events.filter((event) => event.key === wanted && event.at > from && event.at < until);
}

test(`events at any time against time-outs, with commits that come late: none lost, none that does not count (seed ${seed})`, async () => {
  const seen = { matched: 0, timed_out: 0, open: 0, withdrawn: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 4, maxLength: 16 }), async (story) => {
      const { waits, events } = await play(story);
      for (const wait of waits) {
        const { state, eventRef } = await waitIn(wait.run);
        seen[state] += 1;
        const possible = counting(wait, events);
        if (state === "matched") expect(possible.map(({ run }) => run)).toContain(eventRef);
        if (state === "open") expect(possible).toEqual([]);
        if (state === "timed_out") {
          expect(wait.until).not.toBe(Infinity);
          expect(possible.filter(({ committed }) => committed < wait.until)).toEqual([]);
        }
        const first = possible[0];
        if (events.some(({ at, committed }) => committed !== at)) continue;
        expect(eventRef).toBe(first?.run ?? null);
      }
      const left = await connection.sql`select 1 from event_arrivals`;
      expect(left).toHaveLength(0);
    }),
    { numRuns: 60, seed, endOnFailure: true },
  );
  for (const state of ["matched", "timed_out", "open"] as const)
    expect(seen[state], state).toBeGreaterThan(0);
}, 240_000);

test("a condition that cannot be worked out matches nothing, and holds nobody up", async () => {
  const [source, waiting] = [await newPlaybook(), await newPlaybook()];
  const [broken, fine] = [await accept(waiting, {}), await accept(waiting, {})];
  await openWait(connection.sql, waitOf(broken, source, { condition: "event.body.a.b.c > 1" }));
  await openWait(connection.sql, waitOf(fine, source));
  const event = await accept(source, { key: "a" });
  await match();
  expect((await waitIn(broken)).state).toBe("open");
  expect(await waitIn(fine)).toMatchObject({ state: "matched", eventRef: event, lookedBack: true });
});

test("who asks again is told how the wait stands; another key, or one withdrawn, begins anew without losing anything", async () => {
  const [source, waiting] = [await newPlaybook(), await newPlaybook()];
  const run = await accept(waiting, {});
  await openWait(connection.sql, waitOf(run, source, { key: "a" }));
  await match();
  await accept(source, { key: "b" });
  await match();
  const again = waitOf(run, source, { key: "b" });
  expect(await openWait(connection.sql, again)).toEqual({ kind: "open" });
  await withdrawWait(connection.sql, again);
  await match();
  expect((await waitIn(run)).state).toBe("withdrawn");
  expect(await openWait(connection.sql, again)).toEqual({ kind: "open" });
  await match();
  expect(await openWait(connection.sql, again)).toMatchObject({ kind: "matched" });
  expect(await openWait(connection.sql, { ...again, runId: "run_nowhere" })).toBeNull();
});

test("another workspace's waits see nothing of it", async () => {
  const [source, waiting] = [await newPlaybook(), await newPlaybook()];
  const run = await accept(waiting, {});
  await openWait(connection.sql, waitOf(run, source));
  const other = await createWorkspace(connection.db, "Other");
  await connection.sql`update event_waits set workspace_id = ${other} where run_id = ${run}`;
  await accept(source, { key: "a" });
  await match();
  const [row] = await connection.sql`select state from event_waits where run_id = ${run}`;
  expect(row?.["state"]).toBe("open");
});
