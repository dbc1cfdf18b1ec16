import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { call } from "../support/api.ts";
import { deliver } from "../support/deliver.ts";
import type { Hook } from "../support/deliver.ts";
import { startProduct } from "../support/product.ts";
import type { Product } from "../support/product.ts";
import { createDice } from "./mix/dice.ts";
import { drawPlaybook, SCRIPTS, SIGNALS, signalsDocument } from "./mix/draw.ts";
import { allRuns, judgeComments, judgeEffects, judgeOthers, judgeRun } from "./mix/judge.ts";
import { startKiller } from "./mix/killer.ts";
import { startOutside } from "./mix/outside.ts";
import { dealPlaybooks } from "./mix/parts.ts";
import type { Block } from "./mix/parts.ts";
import { watchPeople } from "./mix/people.ts";
import type { People } from "./mix/people.ts";
import { reckon } from "./mix/reckon.ts";
import type { Expected, Fired } from "./mix/reckon.ts";
import { untilQuiet } from "./mix/until-quiet.ts";

/** In full 200 and more (`RIPOSTE_FAULT_RUNS=200`); the short form of `npm test` fires fewer. */
const RUNS = Number(process.env["RIPOSTE_FAULT_RUNS"] ?? 20);
const PLAYBOOKS = RUNS > 50 ? 8 : 4;
const LEAST_KILLS = Math.ceil(RUNS / 5);
const AT_ONCE = 8;
const LONGEST_PAUSE_MS = 4_000;
const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? Date.now() % 1_000_000);

test(`a mix of playbooks while everything is killed at random (seed ${seed}): each run ends once, each effect happens once`, async () => {
  const dice = createDice(`mix ${seed}`);
  const names: ReadonlyMap<string, Block> = new Map(
    dealPlaybooks(dice.apart("playbooks"), PLAYBOOKS).map((block, at) => [`Mix ${at + 1}`, block] as const),
  );
  await using outside = await startOutside(100);
  await using product = await startProduct({
    examples: true,
    env: { RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${outside.port}` },
  });
  await apply(product, [
    ...SCRIPTS,
    signalsDocument,
    ...[...names].flatMap(([name, block]) => drawPlaybook(name, block)),
  ]);
  const { items } = await call<{ items: readonly { short_id: string }[] }>(
    product,
    "alerts.list",
    "query",
    {},
  );
  const alerts = items.map(({ short_id: id }) => id);

  const expected = new Map<string, Expected>();
  const keys = new Map<string, string>();
  const signals: Promise<string>[] = [];
  const signalHook = await hookOf(product, SIGNALS);
  const hooks = new Map<string, Hook>();
  for (const name of names.keys()) hooks.set(name, await hookOf(product, name));

  async function fire(number: number): Promise<void> {
    const chance = dice.apart(`trigger ${number}`);
    const fired: Fired = {
      playbook: chance.pick([...names.keys()]),
      key: `mix-${number}`,
      flag: chance.chance(40),
    };
    const hook = hooks.get(fired.playbook);
    const block = names.get(fired.playbook);
    if (hook === undefined || block === undefined) throw new Error(`There is no ${fired.playbook}.`);
    await sleep(chance.below(LONGEST_PAUSE_MS));
    const { key, flag } = fired;
    const event = { key, flag, alert: alerts[number % alerts.length], receiver: outside.url };
    const run = await deliver(hook, key, event);
    const will = reckon(block, fired);
    expected.set(run, will);
    keys.set(run, key);
    for (const signal of will.signals) {
      const late = sleep(chance.below(LONGEST_PAUSE_MS));
      signals.push(late.then(() => deliver(signalHook, signal, { key: signal })));
    }
  }

  await using people = watchPeople({ product, outside, dice: dice.apart("people"), keys });
  const killer = startKiller(product, dice.apart("kills"));
  const numbers = Array.from({ length: RUNS }, (_, at) => at + 1);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) await fire(next);
    }),
  );
  await killer.stop(LEAST_KILLS);
  await Promise.all(signals);
  await untilQuiet(product, () => people.lastRefusal());

  const runs = await allRuns(product);
  expect(expected.size).toBe(RUNS);
  for (const [run, will] of expected) await judgeRun(product, run, will);
  const all = [...expected.values()];
  judgeEffects(outside, all);
  await judgeComments(product, alerts, all);
  const others = runs.filter(({ id }) => !expected.has(id));
  judgeOthers(others, all, { playbook: SIGNALS, count: signals.length });
  tell(killer.kills, people, runs.length);
});

function tell(kills: ReadonlyMap<string, number>, { unknown }: People, runs: number): void {
  const killed = [...kills].map(([victim, count]) => `${victim} ${count}`).join(", ");
  console.log(
    `seed ${seed}: ${RUNS} accepted, ${runs} runs, killed: ${killed}; ` +
      `unknown outcomes: ${unknown.happened} had happened, ${unknown.missing} had not`,
  );
}

function hookOf(product: Product, name: string): Promise<Hook> {
  return call<Hook>(product, "playbooks.hook", "query", { name });
}

async function apply(product: Product, documents: readonly object[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "riposte-mix-"));
  try {
    const file = join(folder, "mix.yaml");
    await writeFile(file, documents.map((document) => JSON.stringify(document)).join("\n---\n"));
    const applied = await product.riposte("apply", file, "--publish", "--enable");
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
