import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findConnection, notUsed } from "./connection.ts";
import type { Environment } from "./env.ts";
import { EXIT } from "./exit-codes.ts";

let folder: string;
let local: Environment;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-cli-"));
  await writeFile(
    join(folder, "run.json"),
    JSON.stringify({ url: "http://127.0.0.1:8123", tokenFile: "token", more: 1 }),
  );
  await writeFile(join(folder, "token"), "rip_local\n");
  local = { url: undefined, token: undefined, dataFolder: folder, workingFolder: "/", get: () => undefined };
});

afterAll(() => rm(folder, { recursive: true }));

test("the server of this machine and its own token", async () => {
  const here = { url: "http://127.0.0.1:8123", token: "rip_local" };
  expect(await findConnection({}, local)).toEqual(here);
  const elsewhere = { ...local, url: "http://x", token: "rip_x", dataFolder: "/nope" };
  expect(await findConnection({ data: folder }, elsewhere)).toEqual(here);
  expect(await findConnection({ token: "rip_mine" }, local)).toEqual({ ...here, token: "rip_mine" });
});

test("a token that cannot be one is refused and not shown", async () => {
  for (const wish of [{ token: "rip_abc\ndef" }, { token: "rip_abc def", url: "http://127.0.0.1:1" }]) {
    const refused = findConnection(wish, local);
    await expect(refused).rejects.toMatchObject({ exitCode: EXIT.usage });
    await expect(refused).rejects.not.toThrow("rip_abc");
  }
});

test("options go before the environment", async () => {
  const environment = { ...local, url: "http://env.example.com", token: "rip_env" };
  expect(await findConnection({}, environment)).toEqual({ url: environment.url, token: "rip_env" });
  const wish = { url: "http://option.example.com", token: "rip_option" };
  expect(await findConnection(wish, environment)).toEqual(wish);
});

test("what of the environment is not used, since a data folder was named, is told", () => {
  const both = { ...local, url: "http://env.example.com", token: "rip_env" };
  const token = "and its own token is taken; give another one with --token.";
  expect(notUsed({ data: folder }, both)).toBe(
    `RIPOSTE_URL and RIPOSTE_TOKEN are not used: --data names the server, ${token}`,
  );
  expect(notUsed({ data: folder }, { ...local, token: "rip_env" })).toBe(
    `RIPOSTE_TOKEN is not used: --data names the server, ${token}`,
  );
  expect(notUsed({ data: folder, token: "rip_mine" }, both)).toBe(
    "RIPOSTE_URL is not used: --data names the server.",
  );
  expect(notUsed({ data: folder }, local)).toBeNull();
  expect(notUsed({ token: "rip_mine" }, both)).toBeNull();
});

test("the local token is never sent to an address that was given", async () => {
  await expect(findConnection({ url: "http://evil.example.com" }, local)).rejects.toThrow(
    "Which token is for",
  );
});

test("where no server runs it says so, and what to do", async () => {
  const nothing = { ...local, dataFolder: "/nonexistent" };
  await expect(findConnection({}, nothing)).rejects.toMatchObject({
    exitCode: EXIT.unreachable,
    message: expect.stringMatching(/Start it with npm start, .* --data DIR, .* --url and --token\.$/),
  });
});

test("while the server is starting, that is said", async () => {
  const starting = await mkdtemp(join(tmpdir(), "riposte-starting-"));
  const rows = [
    { name: "supervisor", pid: process.pid, state: "running" },
    { name: "api", pid: null, state: "starting" },
  ];
  const note = { at: new Date().toISOString(), processes: rows };
  await writeFile(join(starting, "processes.json"), JSON.stringify(note));
  await expect(findConnection({ data: starting }, local)).rejects.toMatchObject({
    exitCode: EXIT.unreachable,
    message: `The server with the data folder ${starting} is starting. Try again in a moment; riposte status shows how far it is.`,
  });
  const stopped = { ...note, processes: [{ name: "supervisor", pid: null, state: "stopped" }] };
  await writeFile(join(starting, "processes.json"), JSON.stringify(stopped));
  await expect(findConnection({ data: starting }, local)).rejects.toThrow("No server runs with");
  await writeFile(join(starting, "processes.json"), JSON.stringify({ ...note, at: "2020-01-01T00:00:00Z" }));
  await utimes(join(starting, "processes.json"), 0, 0);
  await expect(findConnection({ data: starting }, local)).rejects.toThrow("No server runs with");
  await rm(starting, { recursive: true });
});
