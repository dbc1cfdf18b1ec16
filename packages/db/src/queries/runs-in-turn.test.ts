import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { acceptTrigger, countJoined, findStandIn } from "./accept.ts";
import type { Acceptance } from "./accept.ts";
import { advanceDispatch } from "./dispatch-progress.ts";
import type { DispatchProgress } from "./dispatch-progress.ts";
import { claimRows, markStarted } from "./inbox.ts";
import { setLimit } from "./limits.ts";
import type { LimitRules } from "./limits.ts";
import { insertPlan } from "./plans.ts";
import { insertPlaybook, insertVersion, setPlaybookEnabled } from "./playbooks.ts";
import { claimInTurn, listWaitingRuns } from "./runs-in-turn.ts";
import { createWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let planHash: string;
let workspaceId: string;
let playbooks: string[];
let mark: DispatchProgress;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 10 });
  planHash = await insertPlan(connection.db, "{}");
});
beforeEach(furnish);
afterAll(async () => {
  await connection.close();
  await database.close();
});

async function furnish(): Promise<void> {
  const { db, sql } = connection;
  mark = await advanceDispatch(sql, null);
  await sql`update inbox set started_at = now()`;
  await sql`update runs set finished_at = now()`;
  workspaceId = await createWorkspace(db, "Test");
  playbooks = [];
  for (let index = 0; index < 3; index++) {
    const id = newId("pb");
    await insertPlaybook(db, { id, workspaceId, name: `P${index}`, description: "", draft: "{}" });
    const version = { playbookId: id, version: 1, graph: "{}", planHash, message: "", author: "test" };
    await insertVersion(db, workspaceId, version);
    await setPlaybookEnabled(db, workspaceId, { id, enabled: true });
    playbooks.push(id);
  }
}

async function accept(playbook = 0, changes: Partial<Acceptance> = {}) {
  const runId = newId("run");
  const result = await acceptTrigger(connection.sql, {
    runId,
    workspaceId,
    playbookId: playbooks[playbook] ?? "",
    triggerId: null,
    planHash,
    version: 1,
    event: { kind: "inline", json: "{}" },
    blob: null,
    simulate: false,
    dedupeScope: playbooks[playbook] ?? "",
    dedupeKey: runId,
    bodyHash: "b",
    signature: null,
    turn: null,
    debounce: null,
    ...changes,
  });
  if (result.kind !== "accepted") throw new Error(result.kind);
  return result.runId;
}

const TRUSTED = 36 * 3_600_000;

async function claimAll(limit = 24, served: readonly string[] = []) {
  const claim = { limit, trustedForMs: TRUSTED, mark, served };
  const inTurn = await claimInTurn(connection.sql, claim);
  const others = await claimRows(connection.sql, claim);
  return [...inTurn.rows, ...others].map(({ id }) => id);
}

/** Claims and starts. */
async function start(limit = 24): Promise<string[]> {
  const ids = await claimAll(limit);
  await markStarted(connection.sql, ids);
  return ids;
}

async function end(...ids: readonly string[]): Promise<void> {
  await connection.sql`update runs set state = 'done', finished_at = now() where id = any(${ids as string[]})`;
}

function limit(playbook: number, rules: LimitRules | null) {
  const target = playbooks[playbook] ?? "";
  return setLimit(connection.db, workspaceId, { kind: "playbook", target, rules });
}

async function stateOf(id: string) {
  const [row] = await connection.sql<{ state: string; reason: string | null }[]>`
    select r.state, i.held_reason as reason from runs r join inbox i on i.id = r.id where r.id = ${id}`;
  return row;
}

describe("a playbook's limit", () => {
  test("so many run at once, in the order they came, and the others say what they wait for", async () => {
    await limit(0, { atOnce: 2, rate: null });
    const ids = [];
    for (let index = 0; index < 4; index++) ids.push(await accept());
    expect(await start()).toEqual(ids.slice(0, 2));
    expect(await start()).toEqual([]);
    const waiting = await listWaitingRuns(connection.sql, workspaceId, ids);
    expect(new Map(waiting.map(({ runId, waits }) => [runId, waits]))).toMatchObject(
      new Map([
        [ids[2], { kind: "playbook", why: "at_once", most: 2, before: 0 }],
        [ids[3], { kind: "playbook", why: "at_once", most: 2, before: 1 }],
      ]),
    );
    await end(ids[0] ?? "");
    expect(await start()).toEqual([ids[2]]);
  });

  test("a run that waits for a person keeps its place; one that is being started has one", async () => {
    await limit(0, { atOnce: 1, rate: null });
    const [first, second] = [await accept(), await accept()];
    expect(await claimAll()).toEqual([first]);
    // Its dispatcher is killed before Temporal has it: the place is taken until another one has started it.
    expect(await claimAll()).toEqual([]);
    await connection.sql`update inbox set start_attempted_at = now() - interval '20 seconds' where id = ${first}`;
    expect(await claimAll()).toEqual([first]);
    await markStarted(connection.sql, [first]);
    await connection.sql`update runs set state = 'waiting' where id = ${first}`;
    expect(await start()).toEqual([]);
    await end(first);
    expect(await start()).toEqual([second]);
  });

  test("a rate counts what has begun in any such time", async () => {
    await limit(0, { atOnce: null, rate: { count: 2, seconds: 60 } });
    const ids = [await accept(), await accept(), await accept()];
    expect(await start()).toEqual(ids.slice(0, 2));
    await end(...ids.slice(0, 2));
    const claim = { limit: 24, trustedForMs: TRUSTED, mark, served: [] };
    const { rows, nextMs } = await claimInTurn(connection.sql, claim);
    expect(rows).toEqual([]);
    expect(nextMs).toBeGreaterThan(50_000);
    const [waiting] = await listWaitingRuns(connection.sql, workspaceId, ids);
    expect(waiting?.waits).toMatchObject({ why: "rate", most: 2, seconds: 60, before: 0 });
    await connection.sql`update limit_starts set at = at - interval '61 seconds'`;
    expect(await start()).toEqual([ids[2]]);
  });

  test("holds for what starts later; the tests of a draft neither wait nor count", async () => {
    const ids = [await accept(), await accept()];
    expect(await start()).toEqual(ids);
    await limit(0, { atOnce: 1, rate: null });
    const test = await accept();
    await connection.sql`update inbox set version = 0 where id = ${test}`;
    await connection.sql`update runs set version = 0 where id = ${test}`;
    const later = await accept();
    expect(await start()).toEqual([test]);
    await end(...ids);
    expect(await start()).toEqual([later]);
  });

  test("the end of a run tells the dispatchers", async () => {
    await limit(0, { atOnce: 1, rate: null });
    const [limited, other] = [await accept(0), await accept(1)];
    await start();
    const heard: string[] = [];
    await using listening = connect(database.url, { max: 1 });
    await listening.sql.listen("inbox", (payload) => heard.push(payload));
    await end(other);
    await listening.sql.notify("inbox", "between");
    await end(limited);
    await listening.sql.notify("inbox", "after");
    await expect.poll(() => heard).toEqual(["between", "", "after"]);
  });
});

test("one playbook with many events does not keep back another's one", async () => {
  for (let index = 0; index < 30; index++) await accept(0);
  const [first] = await start(1);
  expect(first).toBeDefined();
  const lone = await accept(1);
  expect(await claimAll(1, [playbooks[0] ?? ""])).toEqual([lone]);
});

describe("one at a time per key", () => {
  const turn = (key: string, otherwise: "wait" | "skip" = "wait") => ({ turn: { key, otherwise } });

  test("the next one with the same key waits for the end of the one before; others do not", async () => {
    const [a1, b1, a2, a3] = [
      await accept(0, turn("a")),
      await accept(0, turn("b")),
      await accept(0, turn("a")),
      await accept(0, turn("a")),
    ];
    expect(await start()).toEqual([a1, b1]);
    expect(await start()).toEqual([]);
    const waiting = await listWaitingRuns(connection.sql, workspaceId, [a2, a3]);
    expect(new Map(waiting.map(({ runId, waits }) => [runId, waits]))).toMatchObject(
      new Map([
        [a2, { kind: "key", target: a1, before: 0 }],
        [a3, { kind: "key", target: a1, before: 1 }],
      ]),
    );
    await end(b1);
    expect(await start()).toEqual([]);
    await end(a1);
    expect(await start()).toEqual([a2]);
    await end(a2);
    expect(await start()).toEqual([a3]);
    // The same key in another playbook is another key.
    expect(await start()).toEqual([]);
    const elsewhere = await accept(1, turn("a"));
    expect(await start()).toEqual([elsewhere]);
  });

  test("or it is recorded as skipped, with the reason, and stays so", async () => {
    const first = await accept(0, turn("a", "skip"));
    const second = await accept(0, turn("a", "skip"));
    expect(await start()).toEqual([first]);
    expect(await stateOf(second)).toMatchObject({ state: "skipped", reason: expect.stringContaining(first) });
    await end(first);
    expect(await start()).toEqual([]);
    const third = await accept(0, turn("a", "skip"));
    expect(await start()).toEqual([third]);
  });

  test("two dispatchers at once take one of them", async () => {
    for (let index = 0; index < 10; index++) await accept(0, turn("a"));
    const claims = await Promise.all(Array.from({ length: 6 }, () => claimAll()));
    expect(claims.flat()).toHaveLength(1);
  });
});

describe("debounce", () => {
  const late = { debounce: { key: "k", seconds: 30, keep: "last" as const } };
  const early = { debounce: { key: "k", seconds: 30, keep: "first" as const } };
  const pass = () => connection.sql`
    update inbox set debounce_until = debounce_until - interval '31 seconds', not_before = not_before - interval '31 seconds'`;

  test("of events that come together the last one runs when the time is over; the others say which", async () => {
    const [first, second, third] = [await accept(0, late), await accept(0, late), await accept(0, late)];
    expect(await start()).toEqual([]);
    expect(await stateOf(first)).toMatchObject({ state: "skipped" });
    expect(await findStandIn(connection.sql, workspaceId, first)).toBe(third);
    expect(await findStandIn(connection.sql, workspaceId, second)).toBe(third);
    expect(await findStandIn(connection.sql, workspaceId, third)).toBeNull();
    expect(await countJoined(connection.sql, workspaceId, third)).toBe(2);
    const [waiting] = await listWaitingRuns(connection.sql, workspaceId, [third]);
    expect(waiting?.notBefore).toBeInstanceOf(Date);
    await pass();
    expect(await start()).toEqual([third]);
    // What comes now is the first of the next ones.
    const fourth = await accept(0, late);
    expect(await stateOf(third)).toMatchObject({ state: "queued" });
    await pass();
    expect(await start()).toEqual([fourth]);
  });

  test("or the first one runs at once, and those after it say so", async () => {
    const first = await accept(0, early);
    expect(await start()).toEqual([first]);
    await end(first);
    const second = await accept(0, early);
    expect(await stateOf(second)).toMatchObject({ state: "skipped" });
    expect(await findStandIn(connection.sql, workspaceId, second)).toBe(first);
    expect(await start()).toEqual([]);
    await pass();
    const third = await accept(0, early);
    expect(await start()).toEqual([third]);
  });

  test("of fifty at once one runs, whichever is kept, and none is lost", async () => {
    for (const [playbook, kept] of [
      [0, late],
      [1, early],
    ] as const) {
      const ids = await Promise.all(Array.from({ length: 50 }, () => accept(playbook, kept)));
      await pass();
      const started = await start();
      expect(started).toHaveLength(1);
      for (const id of ids) {
        if (id === started[0]) continue;
        expect(await stateOf(id)).toMatchObject({ state: "skipped" });
        expect(await findStandIn(connection.sql, workspaceId, id)).toBe(started[0]);
      }
    }
  });

  test("a repeated request is the same event, and joins nothing", async () => {
    const runId = newId("run");
    const again = { ...early, runId, dedupeKey: "d" };
    await accept(0, again);
    await accept(0, again);
    expect(await countJoined(connection.sql, workspaceId, runId)).toBe(0);
    expect(await start()).toEqual([runId]);
  });
});

const rounds = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 15);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);

const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("arrive" as const),
      playbook: fc.nat(2),
      key: fc.constantFrom(null, "a", "b"),
      skip: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("dispatch" as const), room: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("end" as const, "kill" as const), pick: fc.nat(100) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("limit" as const), playbook: fc.nat(1), atOnce: fc.nat(3) }),
  },
);

interface Accepted {
  readonly id: string;
  readonly playbook: number;
  readonly key: string | null;
  readonly skip: boolean;
}

test("whatever comes, ends, is killed or is limited anew: never more than may, none lost, each in its turn", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 60 }), async (operations) => {
      await furnish();
      const queued: Accepted[] = [];
      const going: Accepted[] = [];
      const limits = new Map<number, number>();
      const everything: Accepted[] = [];
      let served: string[] = [];
      let over = 0;

      const busy = ({ playbook, key }: Accepted) =>
        key !== null && going.some((one) => one.playbook === playbook && one.key === key);
      const firstOfKey = (one: Accepted) =>
        one.key === null ||
        queued.find((each) => each.playbook === one.playbook && each.key === one.key) === one;
      const mayStart = (one: Accepted) =>
        going.filter(({ playbook }) => playbook === one.playbook).length <
          (limits.get(one.playbook) ?? Infinity) &&
        !busy(one) &&
        firstOfKey(one);

      const dispatch = async (room: number, again: string | null = null) => {
        const ids = await claimAll(room, served);
        for (const id of ids) {
          if (id === again) continue;
          const at = queued.findIndex((one) => one.id === id);
          const [one] = queued.splice(at, 1);
          if (at < 0 || one === undefined) throw new Error(`${id} is not waiting.`);
          const before = going.filter(({ playbook }) => playbook === one.playbook).length;
          expect(before, "at once").toBeLessThan(limits.get(one.playbook) ?? Infinity);
          expect(busy(one), "one at a time").toBe(false);
          // Nobody of its playbook that could have gone came before it.
          const overtaken = queued
            .slice(0, at)
            .find((each) => each.playbook === one.playbook && mayStart(each));
          if (limits.has(one.playbook) || one.key !== null) {
            const alike = overtaken !== undefined && (limits.has(one.playbook) || overtaken.key !== null);
            expect(alike, "in order").toBe(false);
          }
          going.push(one);
          const name = playbooks[one.playbook] ?? "";
          served = [...served.filter((each) => each !== name), name];
        }
        await markStarted(connection.sql, ids);
        for (const one of [...queued]) {
          if (!one.skip || !busy(one)) continue;
          expect((await stateOf(one.id))?.state).toBe("skipped");
          queued.splice(queued.indexOf(one), 1);
          over += 1;
        }
        return ids;
      };

      for (const each of operations) {
        if (each.kind === "arrive") {
          const { playbook, key, skip } = each;
          const turn = key === null ? null : { key, otherwise: skip ? ("skip" as const) : ("wait" as const) };
          const one = { id: await accept(playbook, { turn }), playbook, key, skip: key !== null && skip };
          queued.push(one);
          everything.push(one);
        } else if (each.kind === "dispatch") await dispatch(each.room);
        else if (each.kind === "limit") {
          await limit(each.playbook, each.atOnce === 0 ? null : { atOnce: each.atOnce, rate: null });
          if (each.atOnce === 0) limits.delete(each.playbook);
          else limits.set(each.playbook, each.atOnce);
        } else {
          const one = going[each.pick % Math.max(1, going.length)];
          if (one === undefined) continue;
          if (each.kind === "kill") {
            // The dispatcher died between its attempt and the mark: another one starts it again, and it keeps its place.
            await connection.sql`update inbox set started_at = null, start_attempted_at = now() - interval '20 seconds'
              where id = ${one.id}`;
            expect(await dispatch(24, one.id)).toContain(one.id);
            continue;
          }
          await end(one.id);
          going.splice(going.indexOf(one), 1);
          over += 1;
        }
      }
      // In the end everybody has run, or says why not.
      for (let turns = 0; queued.length + going.length > 0; turns++) {
        expect(turns, "somebody waits for ever").toBeLessThan(300);
        await dispatch(24);
        for (const one of going.splice(0)) {
          await end(one.id);
          over += 1;
        }
      }
      expect(over).toBe(everything.length);
    }),
    { numRuns: rounds, seed, endOnFailure: true },
  );
}, 300_000);
