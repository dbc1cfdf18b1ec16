import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

const SECRET = "the-sentry-knows-it";

const DOCUMENTS = `
kind: connector
name: gate
type: custom
settings: {}
secrets: { token: ${SECRET} }
---
kind: action
name: knock
source: |
  def main(connector, who):
      return {"who": who, "letters": len(connector["token"])}
entry: main
effect: read
connector: custom
arguments: { type: object, properties: { who: { type: string } }, required: [who] }
---
kind: playbook
name: Knocks
enabled: true
graph:
  nodes:
    - { id: hand, kind: trigger, name: hand, trigger: manual }
    - { id: ask, kind: approval, name: ask, approvers: ["role:admin"], message: "Knock as {{ trigger.who }}?" }
    - { id: knock, kind: action, name: knock, action: script.knock, connector: gate, arguments: { who: "{{ trigger.who }}" } }
  edges:
    - { from: hand, to: ask }
    - { from: ask, to: knock, port: approved }
`;

let product: Product;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-keys-"));
  product = await startProduct();
  await writeFile(join(folder, "knocks.yaml"), DOCUMENTS);
  const applied = await product.riposte("apply", join(folder, "knocks.yaml"), "--publish");
  if (applied.code !== 0) throw new Error(applied.stderr);
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function begin(who: string): Promise<string> {
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", {
    playbook: "Knocks",
    event: JSON.stringify({ who }),
  });
  await untilState(product, run, ["waiting"]);
  return run;
}

async function goOn(run: string): Promise<void> {
  const approved = await product.riposte("approve", run);
  expect(approved, approved.stderr).toMatchObject({ code: 0 });
  const { steps } = await untilState(product, run, ["done"]);
  expect(steps.find(({ name }) => name === "knock")).toMatchObject({ state: "done" });
}

test("keys rotate while runs go on; what began under the old one ends under the new one", async () => {
  const before = await begin("before");
  const early = await product.riposte("keys", "add");
  expect(early.stdout).toContain("Key k2 is there.");
  expect((await product.riposte("keys", "promote", "k2")).stderr).toMatch(
    /in \d+ s every process has read it/,
  );

  const rotated = await product.riposte("keys", "rotate");
  expect(rotated, rotated.stderr).toMatchObject({
    code: 0,
    stdout: "Key k3 seals from now on; secrets sealed anew: 1.\n",
  });
  const after = await begin("after");
  await goOn(before);
  await goOn(after);

  const ring = await product.riposte("keys");
  expect(ring.stdout).toMatch(/k1 +opens[^]*k2 +opens[^]*k3 +seals/);
  expect((await product.riposte("keys", "retire", "k1")).stderr).toContain(
    "Temporal keeps what was sealed with it",
  );
  // It never sealed anything.
  expect(await product.riposte("keys", "retire", "k2")).toMatchObject({
    code: 0,
    stdout: "Key k2 is gone.\n",
  });
  expect((await product.riposte("keys", "retire", "k3")).stderr).toContain("promote another one first");
});

test("an admin reads what Temporal holds of a run, decrypted and without the connector's secret", async () => {
  const run = await begin("somebody");
  await goOn(run);
  const decoded = await product.riposte("decode", run);
  expect(decoded, decoded.stderr).toMatchObject({ code: 0 });
  expect(decoded.stdout).toContain("Knock as ");
  expect(decoded.stdout).not.toContain(SECRET);
  expect(decoded.stdout).not.toContain("YmluYXJ5L2VuY3J5cHRlZA==");
  expect(await product.riposte("decode", "run_0000000000000000000000")).toMatchObject({ code: 3 });
  const audit = JSON.stringify(await call(product, "audit.list", "query", {}));
  expect(audit).toContain("runs.decode");
});
