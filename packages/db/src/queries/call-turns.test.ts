import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { enterTurn, forgetTurn, leaveTurn, listWaitingCalls, renewTurns, sweepTurns } from "./call-turns.ts";
import { setLimit } from "./limits.ts";
import type { LimitRules } from "./limits.ts";
import { insertPlan } from "./plans.ts";
import { insertPlaybook } from "./playbooks.ts";
import { createWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let planHash: string;
let workspaceId: string;
let playbooks: string[];
let runs: string[];

const PLAYBOOKS = 4;

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

/** A workspace with some playbooks, each with one run that makes all its calls. */
async function furnish(): Promise<void> {
  const { db, sql } = connection;
  await sql`delete from call_turns`;
  workspaceId = await createWorkspace(db, "Test");
  playbooks = [];
  runs = [];
  for (let index = 0; index < PLAYBOOKS; index++) {
    const [playbook, run] = [newId("pb"), newId("run")];
    await insertPlaybook(db, { id: playbook, workspaceId, name: `P${index}`, description: "", draft: "{}" });
    await sql`insert into runs (id, workspace_id, playbook_id, version, plan_hash, state, started_at)
      values (${run}, ${workspaceId}, ${playbook}, 1, ${planHash}, 'running', now())`;
    playbooks.push(playbook);
    runs.push(run);
  }
}

interface Call {
  readonly playbook: number;
  readonly step: string;
  readonly action: string;
  readonly connector: string | null;
}

let numbered = 0;
const call = (playbook: number, action = "mail.send", connector: string | null = null): Call => ({
  playbook,
  step: `s${numbered++}`,
  action,
  connector,
});
const keyOf = ({ playbook, step }: Call) => ({ runId: runs[playbook] ?? "", step, scope: "", attempt: 1 });
const ownerOf = ({ step }: Call, instance = "w1") => `${instance}/${step}`;

function enter(one: Call, instance = "w1") {
  return enterTurn(connection.db, {
    workspaceId,
    key: keyOf(one),
    workflowId: runs[one.playbook] ?? "",
    action: one.action,
    connector: one.connector,
    owner: ownerOf(one, instance),
  });
}

function leave(one: Call, instance = "w1"): Promise<void> {
  return leaveTurn(connection.db, { workspaceId, key: keyOf(one), owner: ownerOf(one, instance) });
}

async function came(): Promise<string[]> {
  return (await sweepTurns(connection.db, { againMs: 0 })).came.map(({ step }) => step);
}

function limit(kind: "action" | "connector", target: string, rules: LimitRules | null) {
  return setLimit(connection.db, workspaceId, { kind, target, rules });
}

test("where nobody waits there is nothing to come back for", async () => {
  expect(await sweepTurns(connection.db, { againMs: 0 })).toEqual({ came: [], nextMs: null });
});

test("what no limit holds for is free, and leaves nothing behind", async () => {
  await limit("action", "another.one", { atOnce: 1, rate: null });
  expect(await enter(call(0))).toEqual({ verdict: "free" });
  expect(await connection.sql`select * from call_turns`).toHaveLength(0);
});

test("over the limit a call waits, says for what, and goes when another one is over", async () => {
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  const [first, second, third] = [call(0), call(0), call(0)];
  expect(await enter(first)).toEqual({ verdict: "taken" });
  expect(await enter(second)).toMatchObject({
    verdict: "waits",
    waits: { kind: "action", target: "mail.send", why: "at_once", most: 1, before: 0 },
  });
  expect(await enter(third)).toMatchObject({ verdict: "waits", waits: { before: 1 } });
  expect(await came()).toEqual([]);
  const waiting = await listWaitingCalls(connection.db, workspaceId, [runs[0] ?? ""]);
  expect(waiting.map(({ step, waits }) => [step, waits?.before])).toEqual([
    [second.step, 0],
    [third.step, 1],
  ]);
  await leave(first);
  expect(await came()).toEqual([second.step]);
  // Told again until it is taken.
  expect(await came()).toEqual([second.step]);
  expect(await enter(second)).toEqual({ verdict: "taken" });
  expect(await came()).toEqual([]);
});

test("one playbook with many calls does not keep back another's one", async () => {
  await limit("connector", "VirusTotal", { atOnce: 1, rate: null });
  const many = Array.from({ length: 50 }, () => call(0, "vt.look_up", "VirusTotal"));
  for (const one of many) await enter(one);
  const lone = call(1, "vt.look_up", "VirusTotal");
  expect(await enter(lone)).toMatchObject({ waits: { kind: "connector", before: 0 } });
  await leave(many[0] as Call);
  expect(await came()).toEqual([lone.step]);
});

test("a rate lets so many begin in any such time, and says when the next one may", async () => {
  await limit("action", "mail.send", { atOnce: null, rate: { count: 2, seconds: 60 } });
  const [first, second, third] = [call(0), call(0), call(0)];
  expect([await enter(first), await enter(second)]).toEqual([{ verdict: "taken" }, { verdict: "taken" }]);
  await leave(first);
  expect(await enter(third)).toMatchObject({
    verdict: "waits",
    waits: { why: "rate", most: 2, seconds: 60 },
  });
  const { came: nobody, nextMs } = await sweepTurns(connection.db, { againMs: 0 });
  expect(nobody).toEqual([]);
  expect(nextMs).toBeGreaterThan(50_000);
  await connection.sql`update limit_starts set at = at - interval '61 seconds' where workspace_id = ${workspaceId}`;
  expect(await came()).toEqual([third.step]);
});

test("a limit that is raised or lifted lets go at once, and one that is lowered ends nothing", async () => {
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  const [first, second, third] = [call(0), call(0), call(0)];
  await enter(first);
  await enter(second);
  await enter(third);
  await limit("action", "mail.send", { atOnce: 2, rate: null });
  expect(await came()).toEqual([second.step]);
  await enter(second);
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  await leave(first);
  expect(await came()).toEqual([]);
  await limit("action", "mail.send", null);
  expect(await came()).toEqual([third.step]);
});

test("a worker that is killed leaves no turn behind, and who tries its call again has it still", async () => {
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  const [first, second] = [call(0), call(0)];
  await enter(first);
  await enter(second);
  // Temporal sends the same attempt to another worker.
  expect(await enter(first, "w2")).toEqual({ verdict: "taken" });
  await leave(first, "w1");
  expect(await came()).toEqual([]);
  // And that one is killed too, with nobody to try again.
  expect(await renewTurns(connection.db, [ownerOf(first, "w2")])).toBe(1);
  expect(await renewTurns(connection.db, [ownerOf(first, "w1")])).toBe(0);
  await connection.sql`update call_turns set lease_until = now() - interval '1 second' where state = 'held'`;
  expect(await came()).toEqual([second.step]);
});

test("a turn that nobody takes is another's, and its run waits on", async () => {
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  const [first, stuck, other] = [call(0), call(1), call(2)];
  await enter(first);
  await enter(stuck);
  await enter(other);
  await leave(first);
  expect(await came()).toEqual([stuck.step]);
  await connection.sql`update call_turns set lease_until = now() - interval '1 second' where state = 'granted'`;
  expect(await came()).toEqual([other.step]);
  await enter(other);
  await leave(other);
  expect(await came()).toEqual([stuck.step]);
});

test("the places of a run that is over, and of a call that is not wanted, go to the others", async () => {
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  const [first, over, unwanted, last] = [call(0), call(1), call(2), call(0)];
  for (const one of [first, over, unwanted, last]) await enter(one);
  await connection.sql`update runs set state = 'done', finished_at = now() where id = ${runs[1] ?? ""}`;
  await forgetTurn(connection.db, keyOf(unwanted));
  await leave(first);
  expect(await came()).toEqual([last.step]);
});

test("an attempt that has ended needs no turn to say how", async () => {
  await limit("action", "mail.send", { atOnce: 1, rate: null });
  const [first, ended] = [call(0), call(0)];
  await enter(first);
  await enter(ended);
  await connection.sql`insert into attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over)
    values (${runs[0] ?? ""}, ${ended.step}, '', 1, 'done', 'w9', 1, now(), false)`;
  expect(await enter(ended)).toEqual({ verdict: "free" });
  expect(await connection.sql`select * from call_turns where step = ${ended.step}`).toHaveLength(0);
});

const rounds = Number(process.env["RIPOSTE_PROPERTY_RUNS"] ?? 25);
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121);

type Operation =
  | { readonly kind: "enter"; readonly playbook: number; readonly action: number; readonly connector: number }
  | { readonly kind: "leave" | "kill" | "forget" | "again"; readonly pick: number }
  | { readonly kind: "limit"; readonly of: number; readonly atOnce: number };

const ACTIONS = ["mail.send", "host.isolate"];
const CONNECTORS = [null, "one", "two"];
const LIMITED = [
  ["action", "mail.send"],
  ["action", "host.isolate"],
  ["connector", "one"],
] as const;

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("enter" as const),
      playbook: fc.nat(PLAYBOOKS - 1),
      action: fc.nat(1),
      connector: fc.nat(2),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "leave" as const,
        "leave" as const,
        "kill" as const,
        "forget" as const,
        "again" as const,
      ),
      pick: fc.nat(1_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("limit" as const), of: fc.nat(2), atOnce: fc.nat(3) }),
  },
);

/** What may be true at any time, in the simplest words: who is under way, who waits since when, and the limits. */
class Reference {
  readonly going: Call[] = [];
  readonly waiting: Call[] = [];
  readonly limits = new Map<string, number>();
  /** How often a playbook was served since this call began to wait. */
  readonly passed = new Map<Call, Map<number, number>>();

  limitsOf({ action, connector }: Call): string[] {
    return [`action ${action}`, `connector ${connector}`].filter((name) => this.limits.has(name));
  }

  hasRoom(name: string): boolean {
    return (
      this.going.filter((one) => this.limitsOf(one).includes(name)).length <
      (this.limits.get(name) ?? Infinity)
    );
  }

  /** Whether nothing but the order keeps it back. */
  mayGo(one: Call): boolean {
    return this.limitsOf(one).every((name) => this.hasRoom(name));
  }

  went(one: Call): void {
    const full = this.limitsOf(one).filter((name) => !this.hasRoom(name));
    if (full.length > 0) throw new Error(`${one.step} went although ${full.join(", ")} was full.`);
    const same = ({ playbook, action, connector }: Call) =>
      playbook === one.playbook && action === one.action && connector === one.connector;
    const first = this.waiting.find(same);
    if (this.waiting.includes(one) && first !== one)
      throw new Error(`${one.step} went before ${first?.step}.`);
    for (const other of this.waiting) {
      // It was passed over although it could have gone: fairness bounds how often.
      if (other === one || other.playbook === one.playbook || !this.mayGo(other)) continue;
      if (
        this.waiting.find(
          (each) =>
            each.playbook === other.playbook &&
            each.action === other.action &&
            each.connector === other.connector,
        ) !== other
      )
        continue;
      const counts = this.passed.get(other) ?? new Map<number, number>();
      counts.set(one.playbook, (counts.get(one.playbook) ?? 0) + 1);
      this.passed.set(other, counts);
      // Once for each limit that the other playbook's calls are under.
      if ((counts.get(one.playbook) ?? 0) > LIMITED.length) {
        throw new Error(`${other.step} was passed over by playbook ${one.playbook} again and again.`);
      }
    }
    this.take(this.waiting, one);
    this.going.push(one);
  }

  take(from: Call[], one: Call): void {
    const at = from.indexOf(one);
    if (at >= 0) from.splice(at, 1);
  }
}

test("whatever comes, ends, is killed or is limited anew: never more than may, none lost, each in its turn", async () => {
  console.info(`Random turns: ${rounds} rounds, RIPOSTE_PROPERTY_SEED=${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 60 }), async (operations) => {
      await furnish();
      const reference = new Reference();
      await limit("action", "mail.send", { atOnce: 1, rate: null });
      reference.limits.set("action mail.send", 1);

      const deliver = async () => {
        // In the order in which they were given; each is taken up by its worker.
        for (const step of await came()) {
          const one = reference.waiting.find((each) => each.step === step);
          if (one === undefined) throw new Error(`${step} came and does not wait.`);
          reference.went(one);
          expect(await enter(one)).toEqual({ verdict: "taken" });
        }
        for (const one of reference.waiting) {
          expect(reference.mayGo(one), `${one.step} waits for nothing`).toBe(false);
        }
      };

      for (const each of operations) {
        if (each.kind === "enter") {
          const one = call(each.playbook, ACTIONS[each.action], CONNECTORS[each.connector]);
          const { verdict } = await enter(one);
          expect(verdict === "free").toBe(reference.limitsOf(one).length === 0);
          if (verdict === "taken") reference.went(one);
          if (verdict === "waits") reference.waiting.push(one);
        } else if (each.kind === "limit") {
          const [kind, target] = LIMITED[each.of] ?? LIMITED[0];
          const rules = each.atOnce === 0 ? null : { atOnce: each.atOnce, rate: null };
          await limit(kind, target, rules);
          if (rules === null) reference.limits.delete(`${kind} ${target}`);
          else reference.limits.set(`${kind} ${target}`, rules.atOnce);
        } else {
          const pool = each.kind === "forget" || each.kind === "again" ? reference.waiting : reference.going;
          const one = pool[each.pick % Math.max(1, pool.length)];
          if (one === undefined) continue;
          if (each.kind === "again") {
            // Its answer was lost, and Temporal asks once more: it keeps its place.
            expect((await enter(one)).verdict).toBe("waits");
            continue;
          }
          if (each.kind === "leave") await leave(one);
          else if (each.kind === "forget") await forgetTurn(connection.db, keyOf(one));
          else {
            await connection.sql`update call_turns set lease_until = now() - interval '1 second'
              where run_id = ${runs[one.playbook] ?? ""} and step = ${one.step}`;
          }
          reference.take(pool, one);
        }
        await deliver();
      }
      // In the end everybody has had a turn.
      await limit("action", "mail.send", { atOnce: 1, rate: null });
      reference.limits.set("action mail.send", 1);
      while (reference.going.length > 0) {
        const [one] = reference.going;
        if (one === undefined) break;
        await leave(one);
        reference.take(reference.going, one);
        await deliver();
      }
      expect(reference.waiting).toEqual([]);
      expect(await connection.sql`select * from call_turns`).toHaveLength(0);
    }),
    { numRuns: rounds, seed, endOnFailure: true },
  );
}, 300_000);
