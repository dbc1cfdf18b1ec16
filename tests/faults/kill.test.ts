import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../support/api.ts";
import { deliver } from "../support/deliver.ts";
import type { Hook } from "../support/deliver.ts";
import { startFakeReceiver } from "../support/fake-receiver.ts";
import type { FakeReceiver } from "../support/fake-receiver.ts";
import { startProduct } from "../support/product.ts";
import type { Product } from "../support/product.ts";
import { allRuns } from "./mix/judge.ts";
import type { RunRow } from "./mix/judge.ts";

/** In full 100 (`RIPOSTE_FAULT_RUNS=100`); the short form of `npm test` sends fewer. */
const RUNS = Number(process.env["RIPOSTE_FAULT_RUNS"] ?? 20);
const AT_ONCE = 8;

/**
 * Which steps may end as *unknown outcome* when the process is killed: those it was carrying out. `measure` is in none
 * of them: it runs in the same place, and is simply repeated.
 */
const VICTIMS: Readonly<Record<string, readonly string[]>> = {
  worker: ["send"],
  runner: ["judge"],
  api: [],
  temporal: [],
  postgres: [],
  supervisor: ["judge", "send"],
  // Elsewhere the runner has one of its own.
  ...(process.getuid?.() === 0 ? { launcher: ["judge"] } : {}),
};

interface Story {
  readonly steps: readonly { readonly name: string; readonly state: string }[];
  readonly event: string;
}

let receiver: FakeReceiver;
let product: Product;
let hook: Hook;
/** What was accepted of all that was sent, by the run. */
const accepted = new Map<string, string>();

beforeAll(async () => {
  receiver = await startFakeReceiver(100);
  product = await startProduct({
    examples: true,
    env: { RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${receiver.port}` },
  });
  const playbook = join(import.meta.dirname, "playbook/playbook.yaml");
  const applied = await product.riposte("apply", playbook, "--publish", "--enable");
  if (applied.code !== 0) throw new Error(applied.stderr);
  hook = await call<Hook>(product, "playbooks.hook", "query", { name: "Kill test" });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

async function settled(): Promise<readonly RunRow[]> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    try {
      const runs = await allRuns(product);
      if (runs.every((run) => !["queued", "running", "stuck"].includes(run.state))) return runs;
      if (Date.now() > deadline)
        throw new Error(`runs do not end: ${JSON.stringify(runs)}`, { cause: "late" });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(500);
  }
}

async function commentsByKey(alert: string): Promise<Map<string, number>> {
  const { comments } = await call<{ comments: readonly { content: string }[] }>(
    product,
    "alerts.get",
    "query",
    { id: alert },
  );
  const counts = new Map<string, number>();
  for (const { content } of comments) counts.set(content, (counts.get(content) ?? 0) + 1);
  return counts;
}

test.each(Object.keys(VICTIMS))(
  "%s is killed while webhooks arrive: every accepted one runs exactly once",
  async (victim) => {
    const { items } = await call<{ items: readonly { short_id: string }[] }>(
      product,
      "alerts.list",
      "query",
      {},
    );
    // One takes 500 comments.
    const alert = items[Object.keys(VICTIMS).indexOf(victim)]?.short_id ?? "";
    const before = accepted.size;
    const keys = Array.from({ length: RUNS }, (_, index) => `${victim}-${index}`);
    const waiting = [...keys];
    const senders = Array.from({ length: AT_ONCE }, async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        accepted.set(await deliver(hook, key, { key, receiver: receiver.url, alert }), key);
      }
    });
    while (accepted.size < before + RUNS / 2) await sleep(20);
    await product.kill(victim);
    if (victim === "supervisor") await product.restart();
    await Promise.all(senders);

    const runs = await settled();
    expect(new Set(runs.map((run) => run.id))).toEqual(new Set(accepted.keys()));
    expect(accepted.size).toBe(before + RUNS);

    const comments = await commentsByKey(alert);
    for (const run of runs) {
      const key = accepted.get(run.id) ?? "";
      if (!keys.includes(key)) continue;
      const effects = { received: receiver.received.get(key) ?? 0, comments: comments.get(key) ?? 0 };
      if (run.state === "done") {
        expect(effects, `run ${run.id}`).toEqual({ received: 1, comments: 1 });
        continue;
      }
      expect(run.state, `run ${run.id}`).toBe("waiting");
      const story = await call<Story>(product, "runs.get", "query", { id: run.id });
      const unknown = story.steps.filter((step) => step.state === "unknown").map((step) => step.name);
      expect(unknown, `run ${run.id}`).toHaveLength(1);
      expect(VICTIMS[victim], `run ${run.id}`).toContain(unknown[0]);
      expect(effects.received, `run ${run.id}`).toBeLessThanOrEqual(unknown[0] === "send" ? 1 : 0);
      expect(effects.comments, `run ${run.id}`).toBe(0);
    }
  },
);
