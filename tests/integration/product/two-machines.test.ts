import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { environmentOf } from "../../support/process-environment.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

// Production in small: the same processes twice, on one PostgreSQL, one Temporal and one key ring.

const DOCUMENTS = `
kind: action
name: where
source: |
  def main(number):
      return {"number": number}
entry: main
effect: read
arguments: { type: object, properties: { number: { type: integer } }, required: [number] }
---
kind: playbook
name: Shared
enabled: true
graph:
  nodes:
    - { id: hand, kind: trigger, name: hand, trigger: manual }
    - { id: where, kind: action, name: where, action: script.where, arguments: { number: "{{ trigger.number }}" } }
    - { id: note, kind: action, name: note, action: riposte.comment_alert, arguments: { uuid: AL-SIGNIN1, content: "number {{ steps.where.number }}" } }
  edges:
    - { from: hand, to: where }
    - { from: where, to: note }
`;

let first: Product;
let second: Product;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-two-"));
  first = await startProduct({ examples: true });
  const worker = (await first.processes()).find(({ name }) => name === "worker");
  const env = await environmentOf(worker?.pid ?? 0);
  const shared = (name: string) => env.get(name) ?? "";
  second = await startProduct({
    env: { DATABASE_URL: shared("DATABASE_URL"), TEMPORAL_ADDRESS: shared("TEMPORAL_ADDRESS") },
    keys: join(first.data, "keys"),
  });
  await writeFile(join(folder, "shared.yaml"), DOCUMENTS);
  const applied = await first.riposte("apply", join(folder, "shared.yaml"), "--publish");
  if (applied.code !== 0) throw new Error(applied.stderr);
});
afterAll(async () => {
  await second[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function fire(product: Product, numbers: readonly number[]): Promise<readonly string[]> {
  const started = numbers.map((number) =>
    call<{ run: string }>(product, "runs.start", "mutation", {
      playbook: "Shared",
      event: JSON.stringify({ number }),
    }),
  );
  return (await Promise.all(started)).map(({ run }) => run);
}

async function comments(): Promise<readonly string[]> {
  const alert = await call<{ comments: readonly { readonly content: string }[] }>(
    first,
    "alerts.get",
    "query",
    {
      id: "AL-SIGNIN1",
    },
  );
  return alert.comments.map(({ content }) => content).filter((content) => content.startsWith("number "));
}

const numbersFrom = (from: number) => Array.from({ length: 20 }, (_, at) => from + at);

test("two machines share the work, and what one leaves behind the other finishes; each effect happens once", async () => {
  const runs = [...(await fire(first, numbersFrom(0))), ...(await fire(second, numbersFrom(100)))];
  for (const run of runs) await untilState(first, run, ["done"]);

  const left = await fire(second, numbersFrom(200));
  await second.kill("supervisor");
  // What was claimed over there is free once its lease has run out, which takes a minute.
  for (const run of left) await untilState(first, run, ["done"], { patienceMs: 120_000 });
  const wanted = [0, 100, 200].flatMap(numbersFrom).map((number) => `number ${number}`);
  expect((await comments()).toSorted()).toEqual(wanted.toSorted());
});
