import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subscribe } from "../api/event-stream.ts";
import { call } from "../../support/api.ts";
import { startPackageIndex } from "../../support/package-index.ts";
import type { PackageIndex } from "../../support/package-index.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

/** The cache is shared with other products: what this one asks for has never been built. */
const WORDS = `words_${randomBytes(4).toString("hex")}`;

let index: PackageIndex;
let product: Product;
beforeAll(async () => {
  index = await startPackageIndex({ [WORDS]: "WORD = 'hello'\n" });
  product = await startProduct({ env: { UV_INDEX_URL: index.url } });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await index[Symbol.asyncDispose]();
});

const inline = (name: string) => `# /// script\n# dependencies = ["${name}"]\n# ///\n`;

const save = (facts: object) =>
  call(product, "actions.save", "mutation", { entry: "main", effect: "read", ...facts });

async function run(action: string) {
  const graph = {
    nodes: [
      { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} },
      { id: "one", kind: "action", name: "one", action },
      { id: "two", kind: "action", name: "two", action },
    ],
    edges: [
      { from: "start", to: "one" },
      { from: "start", to: "two" },
    ],
  };
  await call(product, "playbooks.save", "mutation", { name: action, graph, publish: true, enable: true });
  const { run: id } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook: action });
  const { steps } = await untilState(product, id, ["done", "failed"]);
  return steps.filter(({ name }) => name !== "start");
}

interface Build {
  readonly state: string;
  readonly log: string;
}

/** Until one of the runners has said that it is over. */
async function buildOf(action: string): Promise<Build> {
  const { definition } = await call<{ definition: { environment: string } }>(
    product,
    "actions.get",
    "query",
    { name: action },
  );
  const token = await product.token();
  const input = { hash: definition.environment };
  for await (const { data } of subscribe(product, { token, path: "environments.follow", input })) {
    const builds = (data as { data?: readonly Build[] } | null)?.data ?? data;
    const over = Array.isArray(builds) ? (builds as readonly Build[]).find(isOver) : undefined;
    if (over !== undefined) return over;
  }
  throw new Error("Nobody said what became of the packages.");
}

function isOver({ state }: Build): boolean {
  return state !== "building";
}

test("steps see the packages that their script names, and one build serves them", async () => {
  const source = `import ${WORDS}\ndef main():\n    print(${WORDS}.WORD, ${WORDS}.__file__)\n`;
  await save({ name: "greets", source, requirements: `${WORDS}==1.0  # ours\n` });
  const expected = { attempts: [{ log: `hello /environment/${WORDS}.py\n` }] };
  expect(await run("script.greets")).toMatchObject([expected, expected]);
  expect(await buildOf("greets")).toMatchObject({
    state: "ready",
    log: expect.stringMatching(/Installed 1 package/) as string,
  });
});

test("saving has the packages built, and a failure names the one that is not there", async () => {
  await save({ name: "lacks", source: `${inline("no-such-package")}def main():\n    return 1\n` });
  expect(await buildOf("lacks")).toMatchObject({
    state: "failed",
    failure: expect.stringContaining("no-such-package was not found") as string,
  });
  const [step] = await run("script.lacks");
  expect(step).toMatchObject({
    state: "failed",
    failure: { message: expect.stringContaining("no-such-package was not found") as string },
  });
});

test("what cannot be read is refused, with the line", async () => {
  const source = "def main():\n    return 1\n";
  await expect(
    save({ name: "wild", source, requirements: "--index-url https://example.org" }),
  ).rejects.toThrow(/What wild requires cannot be read\. “--index-url .*” is an option/);
});
