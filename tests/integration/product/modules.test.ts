import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { moduleUpload } from "../../support/module-upload.ts";
import { startPackageIndex } from "../../support/package-index.ts";
import type { PackageIndex } from "../../support/package-index.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

/** The cache is shared with other products: what this one asks for has never been built. */
const WORDS = `words_${randomBytes(4).toString("hex")}`;
const SECRET = "sealed-key-of-a-module";

/** As an SDK does it: a word at the start, which brings the secrets, and one at the end. */
const MAIN = `
import json, pathlib, sys, urllib.request
import ${WORDS}

def load(name):
    return (pathlib.Path("/symphony") / name).read_text()

def say(**data):
    request = urllib.request.Request(load("url_callback"), json.dumps(data).encode(), method="PATCH")
    request.add_header("Authorization", "Bearer " + load("token"))
    return json.loads(urllib.request.urlopen(request).read())

key = say(status="running", need_secrets=True)["module_configuration"]["value"]["api_key"]
name = json.loads(load("arguments"))["name"]
if name == "nobody":
    say(status="finished", error="Nobody is there for " + key)
else:
    say(status="finished", outputs={"known": name == "Ada", "unknown": name != "Ada"},
        results={"greeting": ${WORDS}.WORD + " " + name, "command": sys.argv[1], "key": len(key)})
`;

let index: PackageIndex;
let product: Product;
let folder: string;
beforeAll(async () => {
  index = await startPackageIndex({ [WORDS]: "WORD = 'hello'\n" });
  product = await startProduct({ env: { UV_INDEX_URL: index.url } });
  folder = await mkdtemp(join(tmpdir(), "a module "));
  for (const { path, base64 } of moduleUpload("small-talk", FILES))
    await writeFile(join(folder, path), base64, "base64");
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await product[Symbol.asyncDispose]();
  await index[Symbol.asyncDispose]();
});

const FILES = {
  "manifest.json": {
    uuid: "u",
    slug: "small-talk",
    name: "Small talk",
    configuration: {
      properties: { api_key: { type: "string" } },
      required: ["api_key"],
      secrets: ["api_key"],
    },
  },
  "action_greet.json": {
    uuid: "g",
    name: "Greet",
    slug: "greet",
    docker_parameters: "greet-somebody",
    arguments: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    results: { type: "object", properties: { greeting: { type: "string" } } },
    outputs: { known: "Somebody that is known", unknown: "Somebody else" },
  },
  "pyproject.toml": `[tool.poetry.dependencies]\n${WORDS} = "1.0"\n`,
  "poetry.lock": `[[package]]\nname = "${WORDS}"\nversion = "1.0"\n`,
  "main.py": MAIN,
};

async function file(name: string, content: object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}

test("a folder is added by the command, and one of its actions run by its command or its slug", async () => {
  expect(await product.riposte("modules", "add", folder)).toMatchObject({
    code: 0,
    stdout: "module small_talk: version 1, 1 action\n",
  });
  const configuration = ["--configuration", await file("configuration.json", { api_key: SECRET })];
  for (const action of ["small-talk.greet-somebody", "small_talk.greet"]) {
    const given = ["--arguments", await file("arguments.json", { name: "Ada" }), ...configuration];
    const { code, stdout } = await product.riposte("action", "run", action, ...given);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { results: { greeting: "hello Ada", command: "greet-somebody", key: SECRET.length } },
    ]);
  }
  const failing = ["--arguments", await file("arguments.json", { name: "nobody" }), ...configuration];
  const { code, stdout } = await product.riposte("action", "run", "small_talk.greet", ...failing);
  expect([code, JSON.parse(stdout)]).toEqual([1, { error: "Nobody is there for •••" }]);
}, 180_000);

test("a step of it gets its connector's secrets, and leaves by the branch that it names", async () => {
  await product.riposte("modules", "add", folder);
  await call(product, "connectors.save", "mutation", {
    name: "talk",
    type: "module.small_talk",
    secrets: { api_key: SECRET },
  });
  const graph = {
    nodes: [
      { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} },
      {
        id: "greet",
        kind: "action",
        name: "greet",
        action: "module.small_talk.greet",
        connector: "talk",
        branches: ["known", "unknown"],
        arguments: { name: "{{ trigger.name }}" },
      },
      { id: "known", kind: "set", name: "known", assignments: [{ name: "said", value: "known" }] },
      { id: "unknown", kind: "set", name: "unknown", assignments: [{ name: "said", value: "unknown" }] },
    ],
    edges: [
      { from: "start", to: "greet" },
      { from: "greet", port: "known", to: "known" },
      { from: "greet", port: "unknown", to: "unknown" },
    ],
  };
  await call(product, "playbooks.save", "mutation", { name: "talks", graph, publish: true, enable: true });
  const event = JSON.stringify({ name: "Zoë" });
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", {
    playbook: "talks",
    event,
  });
  const { steps } = await untilState(product, run, ["done", "failed"]);
  expect(Object.fromEntries(steps.map(({ name, state }) => [name, state]))).toMatchObject({
    greet: "done",
    known: "skipped",
    unknown: "done",
  });
}, 180_000);

test("a module that is used goes by the command only when that is meant", async () => {
  const refused = await product.riposte("modules", "remove", "small_talk");
  expect(refused).toMatchObject({ code: 5, stdout: "" });
  expect(refused.stderr).toContain("small_talk is used by talks (greet).");
  expect(await product.riposte("modules", "remove", "small_talk", "--force")).toMatchObject({ code: 0 });
});
