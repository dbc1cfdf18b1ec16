import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, Connection as TemporalConnection } from "@temporalio/client";
import { createDataConverter } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { environmentOf } from "../../support/process-environment.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";
import type { Story } from "../../support/until-state.ts";
import { countOf, rawHistories } from "../engine/support/history.ts";

let product: Product;
let client: Client;
let folder = "";
beforeAll(async () => {
  product = await startProduct();
  folder = await mkdtemp(join(tmpdir(), "riposte-short-way-"));
  const worker = (await product.processes()).find(({ name }) => name === "worker");
  const env = await environmentOf(worker?.pid ?? 0);
  const connection = await TemporalConnection.connect({ address: env.get("TEMPORAL_ADDRESS") ?? "" });
  const dataConverter = createDataConverter(openVault(await loadKeyring(env.get("RIPOSTE_KEYRING") ?? "")));
  client = new Client({ connection, dataConverter });
  const source = "import time\ndef main(seconds):\n    time.sleep(seconds)\n    return seconds\n";
  await writeFile(join(folder, "nap.py"), source);
  await publish("nap.yaml", [
    "kind: action",
    "name: nap",
    "script: nap.py",
    "entry: main",
    "effect: write",
    "arguments: { type: object, properties: { seconds: { type: number } }, required: [seconds] }",
  ]);
});
afterAll(async () => {
  await client.connection.close();
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function publish(name: string, lines: readonly string[]): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, `${lines.join("\n")}\n`);
  const applied = await product.riposte("apply", file, "--publish", "--enable");
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
}

/** A run of a playbook of its own: one nap after the other, or all at once. */
async function start(name: string, naps: readonly number[], side: "in a row" | "at once"): Promise<string> {
  const trigger = "{ id: start, kind: trigger, name: start, trigger: manual, config: {} }";
  const nodes = naps.map(
    (seconds, at) =>
      `{ id: n${at}, kind: action, name: n${at}, action: script.nap, arguments: { seconds: ${seconds} } }`,
  );
  const edges = naps.map((_, at) => {
    const from = side === "at once" || at === 0 ? "start" : `n${at - 1}`;
    return `{ from: ${from}, to: n${at} }`;
  });
  const graph = `graph: { nodes: [${[trigger, ...nodes].join(", ")}], edges: [${edges.join(", ")}] }`;
  await publish(`${name}.yaml`, ["kind: playbook", `name: ${name}`, graph]);
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: name });
  return run;
}

/** How many of its naps went through Temporal, and each one's attempts. */
async function outcome(run: string) {
  const { steps } = await untilState(product, run, ["done"]);
  const histories = await rawHistories({ client }, run);
  const regular = histories.reduce((sum, events) => sum + countOf(events, "activityTaskScheduled"), 0);
  const attempts = steps.filter(({ name }) => name.startsWith("n")).map((step) => step.attempts.length);
  return { regular, attempts };
}

test("short scripts go past Temporal, one that takes longer goes on as an activity, and each runs once", async () => {
  const { regular, attempts } = await outcome(await start("row", [0, 2.5, 0, 0], "in a row"));
  expect(regular).toBeGreaterThan(0);
  // On a busy machine another one may have taken its second.
  expect(regular).toBeLessThan(4);
  expect(attempts).toEqual([1, 1, 1, 1]);
});

test("what finds no room is asked for through Temporal, and runs once as well", async () => {
  const naps = Array.from({ length: 10 }, () => 0.8);
  const { regular, attempts } = await outcome(await start("crowd", naps, "at once"));
  expect(regular).toBeGreaterThan(0);
  expect(attempts).toEqual(naps.map(() => 1));
});

test("a runner that was killed is handed scripts again when it is back", async () => {
  await product.kill("runner");
  expect((await outcome(await start("again", [0, 0], "in a row"))).attempts).toEqual([1, 1]);
  const { regular } = await outcome(await start("after", [0, 0, 0, 0], "in a row"));
  expect(regular).toBeLessThan(4);
});

// Of none of them Temporal knows anything when the worker is killed: all are asked for again.
test("the worker is killed in the middle of 40 scripts that must not be repeated: each ran once", async () => {
  const naps = Array.from({ length: 40 }, () => 0.02);
  const run = await start("killed", naps, "in a row");
  const begun = async () => (await call<Story>(product, "runs.get", "query", { id: run })).steps;
  while ((await begun()).filter(({ attempts }) => attempts.length > 0).length < naps.length / 2)
    await sleep(20);
  await product.kill("worker");
  expect((await outcome(run)).attempts).toEqual(naps.map(() => 1));
});

test("scripts of a run that was terminated leave their places to others", async () => {
  for (const round of [1, 2]) {
    const run = await start(`ended ${round}`, Array<number>(30).fill(0.4), "at once");
    await expect
      .poll(
        async () => {
          const { steps } = await untilState(product, run, ["running"]);
          return steps.filter(({ state }) => state === "done").length;
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(3);
    await call(product, "runs.terminate", "mutation", { id: run, reason: "wrong list" });
    expect((await outcome(await start(`after ${round}`, [0, 0], "at once"))).attempts).toEqual([1, 1]);
  }
});
