import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { runsWorld } from "./testing/runs-world.ts";
import type { RunsWorld } from "./testing/runs-world.ts";

let database: TestDatabase;
let connection: Connection;
let world: RunsWorld;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await connection.close();
  await database.close();
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
      world = await runsWorld(connection);
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
        const ids = await world.claimAll(room, served);
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
          const name = world.nameOf(one.playbook);
          served = [...served.filter((each) => each !== name), name];
        }
        await world.started(ids);
        for (const one of queued.filter(({ skip }) => skip)) {
          if (!busy(one)) continue;
          expect((await world.stateOf(one.id))?.state).toBe("skipped");
          queued.splice(queued.indexOf(one), 1);
          over += 1;
        }
        return ids;
      };

      for (const each of operations) {
        if (each.kind === "arrive") {
          const { playbook, key, skip } = each;
          const turn = key === null ? null : { key, otherwise: skip ? ("skip" as const) : ("wait" as const) };
          const one = {
            id: await world.accept(playbook, { turn }),
            playbook,
            key,
            skip: key !== null && skip,
          };
          queued.push(one);
          everything.push(one);
        } else if (each.kind === "dispatch") await dispatch(each.room);
        else if (each.kind === "limit") {
          await world.limit(each.playbook, each.atOnce === 0 ? null : { atOnce: each.atOnce, rate: null });
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
          await world.end(one.id);
          going.splice(going.indexOf(one), 1);
          over += 1;
        }
      }
      // In the end everybody has run, or says why not.
      for (let turns = 0; queued.length + going.length > 0; turns++) {
        expect(turns, "somebody waits for ever").toBeLessThan(300);
        await dispatch(24);
        for (const one of going.splice(0)) {
          await world.end(one.id);
          over += 1;
        }
      }
      expect(over).toBe(everything.length);
    }),
    { numRuns: rounds, seed, endOnFailure: true },
  );
}, 300_000);
