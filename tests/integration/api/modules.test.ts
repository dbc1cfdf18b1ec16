import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { moduleUpload } from "../../support/module-upload.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let admin: string;

beforeAll(async () => {
  api = await startOwnApi();
  admin = await api.token(await createWorkspace(api.connection.db, "modules"), "admin", "modules");
});
afterAll(() => api[Symbol.asyncDispose]());

const manifest = {
  uuid: "u",
  slug: "small-talk",
  name: "Small talk",
  version: "1.2.0",
  description: "Talks",
  configuration: {
    properties: { base_url: { type: "string" }, api_key: { type: "string" } },
    required: ["base_url", "api_key"],
    secrets: ["api_key"],
  },
};
const SMALL_TALK = { "manifest.json": manifest, "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" };

async function add(changed: Record<string, string | object> = SMALL_TALK) {
  return api.call(admin, "modules.add", "mutation", { files: moduleUpload("small-talk", changed) });
}
const ask = async (path: string) => (await api.call(admin, path, "query")).body;

test("a module that is added is in the catalogue with its form, its connector and its logo", async () => {
  expect(await add()).toMatchObject({
    status: 200,
    body: {
      version: 1,
      created: true,
      name: "small_talk",
      actions: ["module.small_talk.greet"],
      warnings: [],
    },
  });
  const { actions, connectorTypes, modules } = (await ask("catalogue.get")) as Record<
    string,
    { key: string }[]
  >;
  expect(actions?.find(({ key }) => key === "module.small_talk.greet")).toMatchObject({
    name: "Small talk: Greet",
    effect: "write",
    execution: "script",
    connector: "module.small_talk",
    connectorRequired: true,
    module: "small_talk",
    arguments: { properties: { name: { type: "string" } } },
    script: { entry: "module", command: "greet-somebody" },
  });
  expect(connectorTypes).toContainEqual({
    type: "module.small_talk",
    name: "Small talk",
    description: "Talks",
    settings: { type: "object", properties: { base_url: { type: "string" } }, required: ["base_url"] },
    secrets: { type: "object", properties: { api_key: { type: "string" } }, required: ["api_key"] },
  });
  expect(modules).toContainEqual({
    name: "small_talk",
    title: "Small talk",
    logo: expect.stringMatching(/^data:image\/svg/),
  });
});

test("a trigger of it can start a playbook, which counts as using it", async () => {
  await add({
    ...SMALL_TALK,
    "trigger_tick.json": {
      uuid: "t",
      name: "Tick",
      slug: "tick",
      docker_parameters: "tick-away",
      arguments: { type: "object", properties: { word: { type: "string" } }, required: ["word"] },
      results: { type: "object", properties: { number: { type: "integer" } } },
    },
  });
  const { triggers } = (await ask("catalogue.get")) as { triggers: { key: string }[] };
  expect(triggers.find(({ key }) => key === "module.small_talk.tick")).toMatchObject({
    name: "Small talk: Tick",
    event: { properties: { number: { type: "integer" } } },
    config: { required: ["arguments"], properties: { arguments: { required: ["word"] } } },
    source: { script: { entry: "module", command: "tick-away" }, connector: "module.small_talk" },
  });
  await api.call(admin, "connectors.save", "mutation", {
    name: "ticking",
    type: "module.small_talk",
    settings: { base_url: "https://talk.example.org" },
    secrets: { api_key: "sealed-secret" },
  });
  const start = { id: "start", kind: "trigger", name: "start", trigger: "module.small_talk.tick" };
  const graph = {
    nodes: [
      { ...start, connector: "ticking", config: { arguments: { word: "hi" } } },
      { id: "end", kind: "stop", name: "end" },
    ],
    edges: [{ from: "start", to: "end" }],
  };
  const saved = { name: "Ticks", graph, publish: true, enable: true };
  expect(await api.call(admin, "playbooks.save", "mutation", saved)).toMatchObject({ status: 200 });
  expect(await ask("modules.list")).toMatchObject([{ usedBy: [{ name: "Ticks", version: 1 }] }]);
  expect((await api.call(admin, "playbooks.moduleTrigger", "query", { name: "Ticks" })).body).toMatchObject({
    key: "module.small_talk.tick",
    state: "waiting",
    events: 0,
  });
});

test("the same content makes no version, another file makes the next one", async () => {
  await add();
  expect((await add()).body).toMatchObject({ changed: false, created: false });
  const { version } = ((await ask("modules.list")) as { version: number }[])[0] ?? { version: 0 };
  expect((await add({ ...SMALL_TALK, "talk/more.py": "x = 1\n" })).body).toMatchObject({
    changed: true,
    version: version + 1,
  });
});

test("what cannot be read is refused in a sentence, and nothing of it is stored", async () => {
  const before = await ask("modules.list");
  expect(await add({ ...SMALL_TALK, "talk/more.py": "x = 2\n", "action_two.json": "{" })).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/^action_two\.json is no JSON: .* Nothing was added\.$/) },
  });
  expect(await ask("modules.list")).toEqual(before);
});

test("a connector for it has all that it requires, and its secrets where nobody reads them", async () => {
  await add();
  const save = (settings: object, secrets: object) =>
    api.call(admin, "connectors.save", "mutation", {
      name: "talk",
      type: "module.small_talk",
      settings,
      secrets,
    });
  const url = "https://talk.example.org";
  expect((await save({ base_url: url, api_key: "open-secret" }, {})).body).toMatchObject({
    message: "settings.api_key: is a secret of Small talk. Give it among the secrets.",
  });
  expect((await save({}, { api_key: "sealed-secret" })).body).toMatchObject({
    message: "settings.base_url: is missing, and Small talk requires it.",
  });
  expect((await save({ base_url: url }, { api_key: "sealed-secret" })).status).toBe(200);
});

test("a module that is removed is gone from the catalogue, and can be added again", async () => {
  await add();
  expect((await api.call(admin, "modules.remove", "mutation", { name: "small_talk" })).status).toBe(200);
  expect(await ask("modules.list")).toEqual([]);
  expect(JSON.stringify(await ask("catalogue.get"))).not.toContain("module.small_talk.greet");
  expect((await add()).body).toMatchObject({ version: 1, created: true });
});
