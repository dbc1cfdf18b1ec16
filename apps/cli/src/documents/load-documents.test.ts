import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Environment } from "../env.ts";
import type { Io } from "../io.ts";
import { loadDocuments } from "./load-documents.ts";

let folder: string;
const connector = "kind: connector\nname: chat\ntype: mattermost\n";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-cli-"));
  await mkdir(join(folder, "sub"));
  await writeFile(join(folder, "sub", "judge.py"), "def main(): pass\n");
  await writeFile(join(folder, "sub", "token"), "s3cret\n");
});

afterAll(() => rm(folder, { recursive: true }));

async function load(text: string, variables: Record<string, string> = {}) {
  await writeFile(join(folder, "sub", "a.yaml"), text);
  const environment: Environment = {
    url: undefined,
    token: undefined,
    dataFolder: folder,
    workingFolder: folder,
    get: (name) => variables[name],
  };
  const nothing = () => {};
  const io: Io = { stdin: (async function* () {})(), write: nothing, warn: nothing, pass: async () => {} };
  return loadDocuments(["sub/a.yaml"], { io, environment });
}

test("a script is read from beside its document", async () => {
  const text = "kind: action\nname: judge\nscript: judge.py\nentry: main\neffect: read\narguments: {}\n";
  const { actions } = await load(text);
  expect(actions[0]).toMatchObject({ name: "judge", source: "def main(): pass\n" });
  await expect(load(text.replace("judge.py", "gone.py"))).rejects.toThrow(
    "gone.py cannot be read: there is no such file.",
  );
});

test("secrets come from the text, the environment or a file", async () => {
  const text = `${connector}secrets: {a: plain, b: {env: CHAT_TOKEN}, c: {file: token}}\n`;
  const { connectors } = await load(text, { CHAT_TOKEN: "from-env" });
  expect(connectors[0]?.secrets).toEqual({ a: "plain", b: "from-env", c: "s3cret" });
  await expect(load(text)).rejects.toThrow('connector "chat": b comes from CHAT_TOKEN, which is not set.');
});

test("a connector without secrets says nothing about them", async () => {
  const { connectors } = await load(connector);
  expect(connectors[0]?.secrets).toBeUndefined();
});
