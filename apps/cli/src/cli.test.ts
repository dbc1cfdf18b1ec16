import { describe, expect, test } from "vitest";
import { runCommandLine } from "./cli.ts";
import { commands } from "./commands.ts";
import type { Environment } from "./env.ts";
import { EXIT } from "./exit-codes.ts";

const nowhere: Environment = {
  url: undefined,
  token: undefined,
  dataFolder: "/nonexistent",
  workingFolder: "/",
  get: () => undefined,
};

const riposte = (...words: string[]) => riposteIn(nowhere, words);

async function riposteIn(environment: Environment, words: readonly string[]) {
  let out = "";
  let err = "";
  const io = {
    stdin: (async function* () {})(),
    write: (text: string) => void (out += text),
    warn: (text: string) => void (err += text),
    pass: async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) out += Buffer.from(chunk).toString("utf8");
    },
  };
  const code = await runCommandLine(words, io, environment);
  return { code, out, err };
}

describe("help", () => {
  test("lists every command and every exit code", async () => {
    const { code, out } = await riposte("--help");
    expect(code).toBe(EXIT.ok);
    for (const name of Object.keys(commands)) expect(out).toContain(`  ${name} `);
    expect(out).toContain("4  the server cannot be reached");
    expect(out).toContain("--data or RIPOSTE_DATA");
    expect((await riposte()).out).toBe(out);
  });

  test.each(Object.keys(commands))("%s: usage, options and an example", async (name) => {
    const { code, out } = await riposte(name, "--help");
    expect(code).toBe(EXIT.ok);
    expect(out).toMatch(new RegExp(`^Usage: riposte ${name}`));
    expect(out).toContain("--json");
    expect(out).toMatch(/Examples:\n {2}# .+\n {2}riposte /);
    expect(out.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });
});

test("says its version", async () => {
  expect(await riposte("--version")).toEqual({ code: EXIT.ok, out: "Riposte 0.1.0\n", err: "" });
  expect((await riposte("--version", "--json")).out).toBe('{"version":"0.1.0"}\n');
});

test.each(["alerts", "approvals", "outbox", "runs"])(
  "%s names the most that --limit may ask for",
  async (name) => {
    const { out } = await riposte(name, "--help");
    const most = /1 to ([0-9]+)/.exec(out)?.[1] ?? "";
    expect((await riposte(name, "--limit", most)).code).toBe(EXIT.unreachable);
    expect((await riposte(name, "--limit", `${Number(most) + 1}`)).code).toBe(EXIT.usage);
  },
);

describe("what goes wrong has an exit code and a sentence", () => {
  test.each([
    [["fly"], EXIT.usage, "There is no command fly."],
    [["toString"], EXIT.usage, "There is no command toString."],
    [["show"], EXIT.usage, "Usage: riposte show RUN"],
    [["show", "a", "b"], EXIT.usage, "Usage: riposte show RUN"],
    [["runs", "--nope"], EXIT.usage, "runs has no option --nope.\nriposte runs --help explains it."],
    [["render", "--data", "X"], EXIT.usage, "render has no option --data."],
    [["runs", "-s"], EXIT.usage, "runs has no option -s."],
    [["runs", "--json=x"], EXIT.usage, "--json takes no value."],
    [["runs", "--state"], EXIT.usage, "--state needs a value: --state STATE."],
    [["runs", "--state", "--full"], EXIT.usage, "One that begins with - is written --state=--full"],
    [["runs", "--limit", "501"], EXIT.usage, "--limit is a whole number from 1 to 500, not 501."],
    [["outbox", "--limit", "1000"], EXIT.usage, "--limit is a whole number from 1 to 200, not 1000."],
    [["runs", "--state", "happy"], EXIT.usage, "happy is not a state"],
    [["runs", "--limit", "0"], EXIT.usage, "--limit is a whole number from 1"],
    [["resolve", "run_x", "--as", "gone"], EXIT.usage, "--as done|failed|rerun"],
    [["choose", "run_x", "--step", "a", "--as", "skip", "--reason", "r"], EXIT.usage, "--output FILE"],
    [["choose", "run_x", "--step", "a"], EXIT.usage, "--as retry|skip|fail"],
    [["rerun", "run_x", "--failed", "--from", "a"], EXIT.usage, "not several"],
    [["terminate", "run_x"], EXIT.usage, "--reason TEXT"],
    [["apply", "/nonexistent.yaml"], EXIT.usage, "/nonexistent.yaml cannot be read: there is no such file."],
    [["runs"], EXIT.unreachable, "No server runs with the data folder /nonexistent."],
    [["runs", "--url", "not an address", "--token", "t"], EXIT.usage, "not an address is not an address"],
    [["runs", "--url", "http://127.0.0.1:2", "--token", "t"], EXIT.unreachable, "nothing listens there"],
    [["status", "--url", "http://127.0.0.1:2", "--token", "t"], EXIT.unreachable, "nothing listens there"],
  ] as const)("%j", async (words, code, message) => {
    const result = await riposte(...words);
    expect(result.err).toContain(message);
    expect(result.code).toBe(code);
  });

  test("and is JSON for who asked for JSON", async () => {
    const { out, code } = await riposte("runs", "--json");
    expect(JSON.parse(out)).toEqual({
      error: { message: expect.stringContaining("No server runs"), exitCode: code },
    });
  });
});

test("a token of the environment that is not used is told on stderr, and JSON stays JSON", async () => {
  const { out, err } = await riposteIn({ ...nowhere, token: "rip_env" }, [
    "runs",
    "--data",
    "/none",
    "--json",
  ]);
  expect(err).toMatch(/^RIPOSTE_TOKEN is not used: --data names the server/);
  expect(JSON.parse(out)).toMatchObject({ error: { exitCode: EXIT.unreachable } });
});
