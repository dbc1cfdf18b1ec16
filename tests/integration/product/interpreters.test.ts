import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

interface Runner {
  readonly isAlive: boolean;
  readonly group: string;
  readonly interpreters: readonly { readonly version: string; readonly path: string | null }[];
}

const TELLS = "import sys\ndef main():\n    print('%d.%d' % sys.version_info[:2])\n";

let product: Product;
let versions: readonly string[] = [];
beforeAll(async () => {
  product = await startProduct();
  const [runner] = await runners();
  versions = (runner?.interpreters ?? []).map(({ version }) => version);
});
afterAll(() => product[Symbol.asyncDispose]());

/** Once it has said what it has. */
async function runners(): Promise<readonly Runner[]> {
  for (let again = 0; again < 200; again += 1) {
    const found = await call<readonly Runner[]>(product, "runners.list", "query", undefined);
    if (found.length > 0) return found;
    await sleep(100);
  }
  throw new Error("No runner has said that it is there.");
}

const save = (facts: object) =>
  call<{ warnings: readonly string[] }>(product, "actions.save", "mutation", {
    entry: "main",
    effect: "read",
    source: TELLS,
    ...facts,
  });

/** The step that calls it, once it is over. */
async function run(action: string) {
  const graph = {
    nodes: [
      { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} },
      { id: "tell", kind: "action", name: "tell", action },
    ],
    edges: [{ from: "start", to: "tell" }],
  };
  await call(product, "playbooks.save", "mutation", {
    name: action,
    graph,
    publish: true,
    enable: true,
  });
  const { run: id } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: action });
  const { steps } = await untilState(product, id, ["done", "failed"]);
  return steps.find(({ name }) => name === "tell");
}

test("a runner says which interpreters it has", async () => {
  const [runner] = await runners();
  expect(runner).toMatchObject({ isAlive: true, group: "default" });
  for (const { version, path } of runner?.interpreters ?? []) expect(path).toContain(`python${version}`);
  expect(versions).toContainEqual(expect.stringMatching(/^3\.1\d$/));
});

test("a step is run by the interpreter that its script names", async (context) => {
  const other = versions[0] ?? "";
  context.skip(versions.length < 2, "this machine has one interpreter");
  expect((await save({ name: "tells", python: other })).warnings).toEqual([]);
  expect(await run("script.tells")).toMatchObject({ attempts: [{ log: `${other}\n` }] });
});

test("the syntax of Python 2.7 is read by Python 2.7", async (context) => {
  context.skip(!versions.includes("2.7"), "this machine has no Python 2.7");
  const source = "def main():\n    print 'old'\n";
  await expect(save({ name: "old", source })).rejects.toThrow(/no Python that can run in line 2/);
  expect((await save({ name: "old", source, python: "2.7" })).warnings).toEqual([]);
  expect(await run("script.old")).toMatchObject({ attempts: [{ log: "old\n", exitCode: 0 }] });
});

test("an interpreter that no runner has is told when it is saved, and by its step", async () => {
  const { warnings } = await save({ name: "ahead", python: "3.99" });
  expect(warnings).toMatchObject([
    expect.stringMatching(/^ahead asks for Python 3\.99, and no runner has it/),
  ]);
  expect(await run("script.ahead")).toMatchObject({
    state: "failed",
    failure: { message: expect.stringMatching(/asks for Python 3\.99, and this runner has none/) as string },
  });
});
