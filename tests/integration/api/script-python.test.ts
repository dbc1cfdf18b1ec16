import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let admin: string;
let viewer: string;

beforeAll(async () => {
  api = await startOwnApi();
  const workspace = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspace, "admin");
  viewer = await api.token(workspace, "viewer");
});
afterAll(() => api[Symbol.asyncDispose]());

/** As the Python worker says it; `seconds`: for how long it is taken to be there. */
async function runnerSays(
  id: string,
  name: string,
  versions: readonly string[],
  seconds = 60,
): Promise<void> {
  const found = versions.map((version) => ({ version, release: `${version}.1`, path: `/opt/${version}` }));
  await api.connection.sql`
    select runner_says(${id}, 'default', ${name}, '1.0', ${JSON.stringify(found)}, ${seconds})`;
}

const save = (facts: object) =>
  api.call(admin, "actions.save", "mutation", {
    name: "judge",
    entry: "main",
    effect: "read",
    source: "def main():\n    return 1\n",
    ...facts,
  });
const get = () => api.call(admin, "actions.get", "query", { name: "judge" });
/** Of interpreters: here nobody answers who could read the syntax. */
const warningsOf = ({ body }: { readonly body: unknown }) =>
  (body as { warnings: readonly string[] }).warnings.filter((warning) => warning.includes("asks for Python"));
const interpreters = async () =>
  ((await api.call(admin, "catalogue.get", "query")).body as { interpreters: readonly string[] })
    .interpreters;

test("while no runner is there, nothing is said of an interpreter", async () => {
  expect(warningsOf(await save({ python: "3.99" }))).toEqual([]);
  expect(await interpreters()).toEqual([]);
});

test("what runners have that are there counts; one that started again has one row", async () => {
  await runnerSays("runner_a", "north", ["2.7", "3.11"], 0);
  await runnerSays("runner_b", "north", ["3.9", "3.11"]);
  await runnerSays("runner_c", "south", ["3.13"]);
  expect(await interpreters()).toEqual(["3.9", "3.11", "3.13"]);
  const { body } = await api.call(admin, "runners.list", "query");
  expect(body).toMatchObject([
    { name: "south", isAlive: true },
    { name: "north", interpreters: [{ version: "3.9", release: "3.9.1", path: "/opt/3.9" }, {}] },
  ]);
  const seen = await api.call(viewer, "runners.list", "query");
  expect(seen.body).toMatchObject([{}, { interpreters: [{ version: "3.9", path: null }, {}] }]);
  await api.connection.sql`select runner_leave('runner_c')`;
  expect(await interpreters()).toEqual(["3.9", "3.11"]);
});

test("a script that asks for another one is saved with a warning, also when nothing changes", async () => {
  const missing = [
    expect.stringMatching(/^judge asks for Python 2\.7, and no runner has it.*runners have 3\.9, 3\.11\.$/),
  ];
  expect(warningsOf(await save({ python: "2.7" }))).toEqual(missing);
  expect(warningsOf(await save({ python: "2.7" }))).toEqual(missing);
  expect(warningsOf(await save({ python: "3.9" }))).toEqual([]);
  expect((await save({ python: "3" })).body).toMatchObject({ data: { field: "python" } });
});

test("packages and interpreter are of a version, and are restored with it", async () => {
  const inline = '# /// script\n# dependencies = ["rich"]\n# ///\ndef main():\n    return 1\n';
  const parts = [{ name: "more", entry: "main", source: inline, python: "3.11" }];
  const { body: saved } = await save({ python: "3.9", requirements: "b\na # why\n", scripts: parts });
  const { version } = saved as { version: number };
  const { body: first } = await get();
  expect(first).toMatchObject({
    definition: { python: "3.9", requirements: "b\na # why\n", environment: expect.any(String) as string },
    scripts: [{ python: "3.11", environment: expect.any(String) as string }],
  });
  await save({ python: "3.9", requirements: "a\nb\n" });
  const { body: second } = await get();
  const hashOf = (body: unknown) => (body as { definition: { environment: string } }).definition.environment;
  // Comments and order do not count.
  expect(hashOf(second)).toBe(hashOf(first));
  const [stored] = await api.connection.sql`select body from requirements where hash = ${hashOf(first)}`;
  expect(stored).toEqual({ body: "a\nb\n" });
  const base = (second as { version: number }).version;
  await api.call(admin, "actions.restore", "mutation", { name: "judge", version, base });
  expect((await get()).body).toMatchObject({ scripts: [{ name: "more", python: "3.11" }] });
});

test("what cannot be required is refused at its place", async () => {
  expect((await save({ requirements: "-r other.txt" })).body).toMatchObject({
    message: expect.stringContaining("is an option") as string,
    data: { field: "requirements" },
  });
  const source = "# /// script\n# dependencies = [1]\n# ///\ndef main():\n    return 1\n";
  expect((await save({ source })).body).toMatchObject({ data: { field: "source" } });
});
