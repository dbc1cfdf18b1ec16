import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subscribe } from "../api/event-stream.ts";
import { call } from "../../support/api.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";

const SECRET = "n0t-to-be-seen-4711";

let product: Product;
let folder = "";
beforeAll(async () => {
  product = await startProduct();
  folder = await mkdtemp(join(tmpdir(), "riposte-trials-"));
  // What makes the type known.
  const keeper = { name: "keeper", source: "pass", entry: "plain", effect: "read", connector: "custom" };
  await call(product, "actions.save", "mutation", keeper);
  const vault = { name: "vault", type: "custom", settings: {}, secrets: { token: SECRET } };
  await call(product, "connectors.save", "mutation", vault);
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Trial {
  readonly state: string;
  readonly log: string;
  readonly outcome: string | null;
  readonly output: { readonly json: string } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly exitCode: number | null;
  readonly durationMs: number | null;
  readonly peakBytes: number | null;
}

async function start(facts: object): Promise<string> {
  const about = { action: "script.tried", entry: "main", ...facts };
  return (await call<{ id: string }>(product, "trials.start", "mutation", about)).id;
}

/** All that a browser would hear of it, until it has ended or has been heard enough of. */
async function* follow(id: string): AsyncGenerator<Trial> {
  const token = await product.token();
  for await (const { data } of subscribe(product, { token, path: "trials.follow", input: { id } })) {
    const trial = (data as { data?: Trial } | null)?.data ?? (data as Trial | null);
    if (typeof trial?.state !== "string") continue;
    yield trial;
    if (trial.state === "ended") return;
  }
}

async function toTheEnd(id: string): Promise<Trial> {
  let last: Trial | undefined;
  for await (const trial of follow(id)) last = trial;
  if (last === undefined) throw new Error("nothing was heard of it");
  return last;
}

test("a script that is typed and not saved runs: result, log, exit code, time and memory", async () => {
  const source =
    "def main(numbers: list):\n    print('adding')\n    held = bytearray(40_000_000)\n    return {'sum': sum(numbers)}\n";
  const trial = await toTheEnd(await start({ source, input: '{"numbers":[1,2,9007199254740993]}' }));
  expect(trial).toMatchObject({ outcome: "done", failure: null, exitCode: 0, log: "adding\n" });
  expect(trial.output?.json).toBe('{"sum":9007199254740996}');
  expect(trial.durationMs).toBeGreaterThan(0);
  expect(trial.peakBytes).toBeGreaterThan(1_000_000);
  expect(await call(product, "actions.list", "query", {})).toMatchObject([{ name: "keeper", version: 1 }]);
  expect(await call(product, "runs.list", "query", {})).toMatchObject({ runs: [] });
});

test("what it prints is heard while it runs, without secrets, and stopping ends it at once", async () => {
  const source = `import os, sys, time
def main(connector):
    token = connector["token"]
    sys.stdout.write("token " + token[:9]); sys.stdout.flush()
    time.sleep(1)
    print(token[9:])
    os.fork()
    time.sleep(600)
`;
  const id = await start({ source, connectorType: "custom", connector: "vault" });
  const logs: string[] = [];
  let stoppedAt = 0;
  let last: Trial | undefined;
  for await (const trial of follow(id)) {
    last = trial;
    logs.push(trial.log);
    if (stoppedAt === 0 && trial.log.includes("\n")) {
      stoppedAt = Date.now();
      await call(product, "trials.stop", "mutation", { id });
    }
  }
  expect(Date.now() - stoppedAt).toBeLessThan(5_000);
  expect(last).toMatchObject({ outcome: "failed", failure: { code: "cancelled" } });
  expect(logs.at(-1)).toBe("token •••\n");
  for (const log of logs) expect(log).not.toContain(SECRET.slice(0, 9));
});

test("the same limits hold, and a failure names its line", async () => {
  const endless = await toTheEnd(
    await start({ source: "while True: pass", entry: "plain", timeoutSeconds: 1 }),
  );
  expect(endless.failure).toMatchObject({ code: "timeout" });
  const greedy = await toTheEnd(
    await start({ source: "x = bytearray(900_000_000)", entry: "plain", memoryMb: 100 }),
  );
  expect(greedy.failure).toMatchObject({ code: "limit_exceeded" });
  const wrong = await toTheEnd(await start({ source: "def main():\n    return 1 / 0\n" }));
  expect(wrong).toMatchObject({ exitCode: 1, failure: { code: "script_failed" } });
  expect(wrong.failure?.message).toBe("ZeroDivisionError: division by zero (tried, line 2)");
  expect(wrong.log).toMatch(/File ".*script\.py", line 2, in main/);
  const curious = "import socket\ndef main():\n    socket.create_connection(('1.1.1.1', 53), 2)\n";
  expect(await toTheEnd(await start({ source: curious }))).toMatchObject({ outcome: "failed" });
});

test("a full limit of the connector refuses it", async () => {
  const limit = { rate: { count: 1, seconds: 3_600 } };
  await call(product, "limits.setConnector", "mutation", { connector: "vault", limit });
  const facts = { source: "def main(connector): return 1", connectorType: "custom", connector: "vault" };
  await sleep(1_000);
  expect(await toTheEnd(await start(facts))).toMatchObject({ outcome: "done" });
  const second = await toTheEnd(await start(facts));
  expect(second.failure?.message).toContain("The limit of the connector vault has no room");
});

test("arguments that do not fit and a connector of another type are refused before anything starts", async () => {
  const source = "def main(address): return address";
  const schema = { type: "object", properties: { address: { type: "string" } }, required: ["address"] };
  await expect(start({ source, arguments: schema, input: "{}" })).rejects.toThrow(
    'The script was not started. "tried" needs the argument "address".',
  );
  await expect(start({ source, input: "{" })).rejects.toThrow("not JSON");
  await expect(start({ source, connectorType: "other", connector: "vault" })).rejects.toThrow(
    "The connector vault is of the type custom; script.tried needs other.",
  );
});

test("what a past step was given is taken as it was recorded, and what ran is there when it is no longer the newest", async () => {
  await writeFile(join(folder, "echo.py"), "def main(text): return len(text)");
  const action = join(folder, "echo.yaml");
  await writeFile(action, "kind: action\nname: echo\nscript: echo.py\nentry: main\neffect: read\n");
  expect(await product.riposte("apply", action)).toMatchObject({ code: 0 });
  const nodes = [
    "{ id: start, kind: trigger, name: start, trigger: manual, config: {} }",
    '{ id: echo, kind: action, name: echo, label: Echo it, action: script.echo, arguments: { text: "{{ trigger.text }}" } }',
  ];
  const playbook = join(folder, "playbook.yaml");
  await writeFile(
    playbook,
    `kind: playbook\nname: Echoes\nenabled: true\ngraph: { nodes: [${nodes.join(", ")}], edges: [{ from: start, to: echo }] }\n`,
  );
  expect(await product.riposte("apply", playbook, "--publish")).toMatchObject({ code: 0 });
  const event = JSON.stringify({ text: "x".repeat(100_000) });
  const { run } = await call<{ run: string }>(product, "runs.start", "mutation", {
    playbook: "Echoes",
    event,
  });
  await untilState(product, run, ["done"]);
  const [past] = await call<readonly { run: string; step: string; scope: string; label: string }[]>(
    product,
    "trials.pastInputs",
    "query",
    { action: "script.echo" },
  );
  expect(past).toMatchObject({ run, step: "echo", label: "Echo it", playbook: "Echoes", state: "done" });
  const inputOf = { run, step: past?.step, scope: past?.scope };
  const source = "def main(text): return {'again': len(text)}";
  const trial = await toTheEnd(await start({ action: "script.echo", source, inputOf }));
  expect(trial.output?.json).toBe('{"again":100000}');

  await writeFile(join(folder, "echo.py"), "def main(text): return text");
  expect(await product.riposte("apply", action)).toMatchObject({ code: 0 });
  const ran = await call(product, "runs.script", "query", { id: run, step: "echo" });
  expect(ran).toMatchObject({ action: "script.echo", version: 1, newest: 2, step: "Echo it" });
  expect(ran).toMatchObject({ source: "def main(text): return len(text)" });
});

test("when what runs it is killed, it says that nobody knows, and a next one runs", async () => {
  const id = await start({ source: "import time\ndef main():\n    print('on')\n    time.sleep(600)" });
  for await (const trial of follow(id)) {
    if (!trial.log.includes("on")) continue;
    await product.kill("runner");
    break;
  }
  expect(await toTheEnd(id)).toMatchObject({ outcome: "unknown", failure: { code: "unknown_outcome" } });
  expect(await toTheEnd(await start({ source: "def main(): return 1" }))).toMatchObject({ outcome: "done" });
});
