import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";
import type { Story } from "../../support/until-state.ts";

let product: Product;
let folder = "";
beforeAll(async () => {
  product = await startProduct();
  folder = await mkdtemp(join(tmpdir(), "riposte-scripts-"));
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function apply(name: string, source: string, facts = "arguments: { type: object }\n") {
  const file = join(folder, `${name}.yaml`);
  await writeFile(join(folder, `${name}.py`), source);
  await writeFile(
    file,
    `kind: action\nname: ${name}\nscript: ${name}.py\nentry: main\neffect: write\n${facts}`,
  );
  return product.riposte("apply", file);
}

test("a script that is no Python is refused with its line, and nothing of it runs", async () => {
  const refused = await apply("broken", "def main():\n    return (1\n");
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toMatch(/broken is no Python that can run in line 2: '\(' was never closed/);
  expect(await call(product, "actions.list", "query", undefined)).toEqual([]);
  const crash = await apply("deep", `x = ${"(".repeat(50_000)}\n`);
  expect(crash.stderr).toContain("deep is no Python that can run");
});

test("main() that does not fit its arguments is saved with a warning", async () => {
  const facts = "arguments: { type: object, properties: { adress: { type: string } } }\n";
  const saved = await apply("judge", "def main(address):\n    return address\n", facts);
  expect(saved, saved.stderr).toMatchObject({ code: 0 });
  expect(saved.stdout).toContain('warning: main() of judge needs "address"');
  expect(saved.stdout).toContain('declare "adress", which main() does not take');
});

test("a script that is cancelled while it runs has an unknown outcome, which outlives the run", async () => {
  expect(await apply("send", "import time\ndef main():\n    time.sleep(600)\n")).toMatchObject({ code: 0 });
  const playbook = join(folder, "playbook.yaml");
  const nodes = [
    "{ id: start, kind: trigger, name: start, trigger: manual, config: {} }",
    "{ id: send, kind: action, name: send, label: Send it, action: script.send, arguments: {} }",
  ];
  const graph = `graph: { nodes: [${nodes.join(", ")}], edges: [{ from: start, to: send }] }`;
  await writeFile(playbook, `kind: playbook\nname: Sends\nenabled: true\n${graph}\n`);
  const applied = await product.riposte("apply", playbook, "--publish");
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: "Sends" });
  const story = () => call<Story>(product, "runs.get", "query", { id: run });
  while (((await story()).steps.find(({ name }) => name === "send")?.attempts.length ?? 0) === 0)
    await sleep(50);
  // Claimed a moment before it begins: what was ended before that has had no effect.
  await sleep(2_000);
  expect(await product.riposte("cancel", run)).toMatchObject({ code: 0 });
  const over = await untilState(product, run, ["cancelled"]);
  expect(over.steps.find(({ name }) => name === "send")?.state).toBe("unknown");

  expect((await product.riposte("approvals")).stdout).toMatch(new RegExp(`${run} .*unknown outcome`));
  expect((await product.riposte("runs")).stdout).toContain("cancelled, unknown outcome");
  const resolved = await product.riposte(
    "resolve",
    run,
    "--step",
    "send",
    "--as",
    "failed",
    "--reason",
    "not in the log of the other side",
  );
  expect(resolved.stdout).toContain("The run is over and stays as it is.");
  const shown = (await product.riposte("show", run)).stdout;
  expect(shown).toContain("unknown outcome, resolved as failed");
  expect(shown).toMatch(/found {4}it did not happen, said .*: not in the log of the other side/);
  expect(shown).not.toContain("riposte resolve");
  expect((await product.riposte("approvals")).stdout).toContain("Nothing waits for a person.");
  expect((await product.riposte("runs")).stdout).not.toContain("unknown outcome");
});
