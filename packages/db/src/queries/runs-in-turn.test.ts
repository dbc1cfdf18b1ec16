import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { countJoined, findStandIn } from "./accept.ts";
import { limitLoads, listWaitingRuns } from "./runs-in-turn.ts";
import { openRunsBefore } from "./sealed.ts";
import { runsWorld } from "./testing/runs-world.ts";
import type { RunsWorld } from "./testing/runs-world.ts";

let database: TestDatabase;
let connection: Connection;
let world: RunsWorld;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 10 });
});
beforeEach(async () => {
  world = await runsWorld(connection);
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

describe("a playbook's limit", () => {
  test("so many run at once, in the order they came, and the others say what they wait for", async () => {
    await world.limit(0, { atOnce: 2, rate: null });
    const ids = [];
    for (let index = 0; index < 4; index++) ids.push(await world.accept());
    expect(await world.start()).toEqual(ids.slice(0, 2));
    expect(await world.start()).toEqual([]);
    const waiting = await listWaitingRuns(connection.sql, world.workspaceId, ids);
    expect(new Map(waiting.map(({ runId, waits }) => [runId, waits]))).toMatchObject(
      new Map([
        [ids[2], { kind: "playbook", why: "at_once", most: 2, before: 0 }],
        [ids[3], { kind: "playbook", why: "at_once", most: 2, before: 1 }],
      ]),
    );
    await world.end(ids[0] ?? "");
    expect(await world.start()).toEqual([ids[2]]);
  });

  test("a run that waits for a person keeps its place; one that is being started has one", async () => {
    await world.limit(0, { atOnce: 1, rate: null });
    const [first, second] = [await world.accept(), await world.accept()];
    expect(await world.claimAll()).toEqual([first]);
    // Its dispatcher is killed before Temporal has it: the place is taken until another one has started it.
    expect(await world.claimAll()).toEqual([]);
    await connection.sql`update inbox set start_attempted_at = now() - interval '20 seconds' where id = ${first}`;
    expect(await world.claimAll()).toEqual([first]);
    await world.started([first]);
    await connection.sql`update runs set state = 'waiting' where id = ${first}`;
    expect(await world.start()).toEqual([]);
    await world.end(first);
    expect(await world.start()).toEqual([second]);
  });

  test("a rate counts what has begun in any such time", async () => {
    await world.limit(0, { atOnce: null, rate: { count: 2, seconds: 60 } });
    const ids = [await world.accept(), await world.accept(), await world.accept()];
    expect(await world.start()).toEqual(ids.slice(0, 2));
    await world.end(...ids.slice(0, 2));
    const { rows, nextMs } = await world.claimTurns();
    expect(rows).toEqual([]);
    expect(nextMs).toBeGreaterThan(50_000);
    const [waiting] = await listWaitingRuns(connection.sql, world.workspaceId, ids);
    expect(waiting?.waits).toMatchObject({ why: "rate", most: 2, seconds: 60, before: 0 });
    await connection.sql`update limit_starts set at = at - interval '61 seconds'`;
    expect(await world.start()).toEqual([ids[2]]);
  });

  test("holds for what starts later; the tests of a draft neither wait nor count", async () => {
    const ids = [await world.accept(), await world.accept()];
    expect(await world.start()).toEqual(ids);
    await world.limit(0, { atOnce: 1, rate: null });
    const test = await world.accept();
    await connection.sql`update inbox set version = 0 where id = ${test}`;
    await connection.sql`update runs set version = 0 where id = ${test}`;
    const later = await world.accept();
    expect(await world.start()).toEqual([test]);
    await world.end(...ids);
    expect(await world.start()).toEqual([later]);
  });

  test("a playbook that calls itself, through another too, does not wait for its own place", async () => {
    await world.limit(0, { atOnce: 1, rate: null });
    const first = await world.accept(0);
    expect(await world.start()).toEqual([first]);
    const between = await world.call(1, first);
    const [again, other] = [await world.call(0, between), await world.accept(0)];
    expect(await world.start()).toEqual([between, again]);
    const waiting = await listWaitingRuns(connection.sql, world.workspaceId, [again, other]);
    expect(waiting.map(({ runId }) => runId)).toEqual([other]);
    const [load] = await limitLoads(connection.sql, world.workspaceId);
    expect(load).toMatchObject({ underWay: 1, waiting: 1 });
    await world.end(again, between, first);
    expect(await world.start()).toEqual([other]);
  });

  test("the end of a run tells the dispatchers", async () => {
    await world.limit(0, { atOnce: 1, rate: null });
    const [limited, other] = [await world.accept(0), await world.accept(1)];
    await world.start();
    const heard: string[] = [];
    await using listening = connect(database.url, { max: 1 });
    await listening.sql.listen("inbox", (payload) => heard.push(payload));
    await world.end(other);
    await listening.sql.notify("inbox", "between");
    await world.end(limited);
    await listening.sql.notify("inbox", "after");
    await expect.poll(() => heard).toEqual(["between", "", "after"]);
  });
});

test("one playbook with many events does not keep back another's one", async () => {
  for (let index = 0; index < 30; index++) await world.accept(0);
  const [first] = await world.start(1);
  expect(first).toBeDefined();
  const lone = await world.accept(1);
  expect(await world.claimAll(1, [world.nameOf(0)])).toEqual([lone]);
});

describe("one at a time per key", () => {
  const turn = (key: string, otherwise: "wait" | "skip" = "wait") => ({ turn: { key, otherwise } });

  test("the next one with the same key waits for the end of the one before; others do not", async () => {
    const [a1, b1, a2, a3] = [
      await world.accept(0, turn("a")),
      await world.accept(0, turn("b")),
      await world.accept(0, turn("a")),
      await world.accept(0, turn("a")),
    ];
    expect(await world.start()).toEqual([a1, b1]);
    expect(await world.start()).toEqual([]);
    const waiting = await listWaitingRuns(connection.sql, world.workspaceId, [a2, a3]);
    expect(new Map(waiting.map(({ runId, waits }) => [runId, waits]))).toMatchObject(
      new Map([
        [a2, { kind: "key", target: a1, before: 0 }],
        [a3, { kind: "key", target: a1, before: 1 }],
      ]),
    );
    await world.end(b1);
    expect(await world.start()).toEqual([]);
    await world.end(a1);
    expect(await world.start()).toEqual([a2]);
    await world.end(a2);
    expect(await world.start()).toEqual([a3]);
    // The same key in another playbook is another key.
    expect(await world.start()).toEqual([]);
    const elsewhere = await world.accept(1, turn("a"));
    expect(await world.start()).toEqual([elsewhere]);
  });

  test("or it is recorded as skipped, with the reason, and stays so", async () => {
    const { count: openBefore } = await openRunsBefore(connection.db, new Date(Date.now() + 60_000));
    const first = await world.accept(0, turn("a", "skip"));
    const second = await world.accept(0, turn("a", "skip"));
    expect(await world.start()).toEqual([first]);
    expect(await world.stateOf(second)).toMatchObject({
      state: "skipped",
      reason: expect.stringContaining(first),
    });
    await world.end(first);
    expect(await world.start()).toEqual([]);
    const { count } = await openRunsBefore(connection.db, new Date(Date.now() + 60_000));
    expect(count - openBefore, "neither is open: the key ring may go on").toBe(0);
    const third = await world.accept(0, turn("a", "skip"));
    expect(await world.start()).toEqual([third]);
  });

  test("two dispatchers at once take one of them", async () => {
    for (let index = 0; index < 10; index++) await world.accept(0, turn("a"));
    const claims = await Promise.all(Array.from({ length: 6 }, () => world.claimAll()));
    expect(claims.flat()).toHaveLength(1);
  });
});

describe("debounce", () => {
  const late = { debounce: { key: "k", seconds: 30, keep: "last" as const } };
  const early = { debounce: { key: "k", seconds: 30, keep: "first" as const } };
  const pass = () => connection.sql`
    update inbox set debounce_until = debounce_until - interval '31 seconds', not_before = not_before - interval '31 seconds'`;

  test("of events that come together the last one runs when the time is over; the others say which", async () => {
    const [first, second, third] = [
      await world.accept(0, late),
      await world.accept(0, late),
      await world.accept(0, late),
    ];
    expect(await world.start()).toEqual([]);
    expect(await world.stateOf(first)).toMatchObject({ state: "skipped" });
    expect(await findStandIn(connection.sql, world.workspaceId, first)).toBe(third);
    expect(await findStandIn(connection.sql, world.workspaceId, second)).toBe(third);
    expect(await findStandIn(connection.sql, world.workspaceId, third)).toBeNull();
    expect(await countJoined(connection.sql, world.workspaceId, third)).toBe(2);
    const [waiting] = await listWaitingRuns(connection.sql, world.workspaceId, [third]);
    expect(waiting?.notBefore).toBeInstanceOf(Date);
    await pass();
    expect(await world.start()).toEqual([third]);
    // What comes now is the first of the next ones.
    const fourth = await world.accept(0, late);
    expect(await world.stateOf(third)).toMatchObject({ state: "queued" });
    await pass();
    expect(await world.start()).toEqual([fourth]);
  });

  test("or the first one runs at once, and those after it say so", async () => {
    const first = await world.accept(0, early);
    expect(await world.start()).toEqual([first]);
    await world.end(first);
    const second = await world.accept(0, early);
    expect(await world.stateOf(second)).toMatchObject({ state: "skipped" });
    expect(await findStandIn(connection.sql, world.workspaceId, second)).toBe(first);
    expect(await world.start()).toEqual([]);
    await pass();
    const third = await world.accept(0, early);
    expect(await world.start()).toEqual([third]);
  });

  test("of fifty at once one runs, whichever is kept, and none is lost", async () => {
    for (const [playbook, kept] of [
      [0, late],
      [1, early],
    ] as const) {
      const ids = await Promise.all(Array.from({ length: 50 }, () => world.accept(playbook, kept)));
      await pass();
      const started = await world.start();
      expect(started).toHaveLength(1);
      for (const id of ids) {
        if (id === started[0]) continue;
        expect(await world.stateOf(id)).toMatchObject({ state: "skipped" });
        expect(await findStandIn(connection.sql, world.workspaceId, id)).toBe(started[0]);
      }
    }
  });

  test("a repeated request is the same event, and joins nothing", async () => {
    const runId = newId("run");
    const again = { ...early, runId, dedupeKey: "d" };
    await world.accept(0, again);
    await world.accept(0, again);
    expect(await countJoined(connection.sql, world.workspaceId, runId)).toBe(0);
    expect(await world.start()).toEqual([runId]);
  });
});
