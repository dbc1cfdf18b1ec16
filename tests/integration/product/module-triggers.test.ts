import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { moduleUpload } from "../../support/module-upload.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";

const SECRET = "sealed-key-of-a-trigger";

/** As an SDK does it: settings from files, secrets by GET, events by POST with an id for all tries. */
const MAIN = `
import json, pathlib, signal, sys, threading, time, urllib.error, urllib.request, uuid

def load(name):
    return (pathlib.Path("/symphony") / name).read_text()

def ask(url, method="POST", **data):
    request = urllib.request.Request(url, json.dumps(data).encode() if data else None, method=method)
    request.add_header("Authorization", "Bearer " + load("token"))
    return json.loads(urllib.request.urlopen(request, timeout=30).read())

def send(request_id=None, **event):
    ask(load("url_callback"), name="Something", event=event, request_id=request_id or str(uuid.uuid4()))

stopped = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopped.set())
given = json.loads(load("trigger_configuration"))
key = ask(load("url_secrets"), "GET")["value"]["api_key"]
state = pathlib.Path("/symphony_data/count")
start = int(state.read_text()) if state.exists() else 0

match sys.argv[1]:
    case "tick":
        if "name" in given:
            pathlib.Path("/proc/self/comm").write_text(given["name"])
        number = start
        while not stopped.is_set():
            send(request_id="tick-%d" % number, number=number, word=given["word"])
            number += 1
            state.write_text(str(number))
            stopped.wait(0.3)
        print("told to stop at", number)
    case "raise":
        raise LookupError("nobody is there for " + key)
    case "flood":
        for number in range(300):
            send(request_id="flood-%d" % number, number=number)
        for number in range(300):
            send(request_id="flood-%d" % number, number=number)
        stopped.wait()
    case "tell":
        print("the key is", key)
        ask(load("url_logs"), logs=[{"date": "now", "level": "error", "message": "refused " + key}])
        send(key=key, inside="x" + key + "y")
        try:
            send(request_id="twice", number=1)
            send(request_id="twice", number=2)
        except urllib.error.HTTPError as error:
            print("answered", error.code, error.read().decode())
        stopped.wait()
`;

const item = (command: string) => ({
  uuid: command,
  name: `To ${command}`,
  slug: command,
  docker_parameters: command,
  arguments: { type: "object", properties: { word: { type: "string" }, name: { type: "string" } } },
  results: { type: "object", properties: { number: { type: "integer" }, word: { type: "string" } } },
});

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  const files = moduleUpload("small-talk", {
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
    ...Object.fromEntries(
      ["tick", "raise", "flood", "tell"].map((command) => [`trigger_${command}.json`, item(command)]),
    ),
    "main.py": MAIN,
  });
  await call(product, "modules.add", "mutation", { files });
  await call(product, "connectors.save", "mutation", {
    name: "talk",
    type: "module.small_talk",
    secrets: { api_key: SECRET },
  });
});
afterAll(() => product[Symbol.asyncDispose]());

async function publish(name: string, command: string, config: object = { arguments: { word: "hi" } }) {
  const start = { id: "start", kind: "trigger", name: "start", trigger: `module.small_talk.${command}` };
  const graph = {
    nodes: [
      { ...start, connector: "talk", config },
      {
        id: "keep",
        kind: "set",
        name: "keep",
        assignments: [{ name: "said", value: "{{ trigger.number }}" }],
      },
    ],
    edges: [{ from: "start", to: "keep" }],
  };
  await call(product, "playbooks.save", "mutation", { name, graph, publish: true, enable: true });
}

interface State {
  readonly state: string;
  readonly events: number;
  readonly failures: number;
  readonly lastError: string | null;
  readonly log: string;
  readonly refused: readonly { readonly reason: string; readonly count: number }[];
}

const stateOf = (name: string) => call<State>(product, "playbooks.moduleTrigger", "query", { name });
const switchTo = (name: string, enabled: boolean) =>
  call(product, "playbooks.setEnabled", "mutation", { name, enabled });

async function until(name: string, isThere: (state: State) => boolean, patienceMs = 30_000): Promise<State> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const state = await stateOf(name);
    if (isThere(state)) return state;
    if (Date.now() > deadline) throw new Error(`${name}: ${JSON.stringify(state)}`);
    await sleep(100);
  }
}

interface Runs {
  readonly runs: readonly { readonly id: string; readonly state: string }[];
}

/** What the runs of a playbook were started with, the oldest first. */
async function eventsOf(playbook: string): Promise<readonly Record<string, unknown>[]> {
  const { runs } = await call<Runs>(product, "runs.list", "query", { playbook, limit: 500 });
  const events: Record<string, unknown>[] = [];
  for (const { id } of runs.toReversed()) {
    const { event } = await call<{ event: { json: string } }>(product, "runs.get", "query", { id });
    events.push(JSON.parse(event.json) as Record<string, unknown>);
  }
  return events;
}

/** The processes that have given themselves that name. */
async function pidsOf(name: string): Promise<readonly number[]> {
  const found = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
  const named = await Promise.all(
    found.map(
      async (pid) => [Number(pid), await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")] as const,
    ),
  );
  return named.flatMap(([pid, comm]) => (comm.trim() === name ? [pid] : []));
}

test("its events start the playbook while that is on, and it goes on where it was", async () => {
  await publish("Ticks", "tick");
  await until("Ticks", ({ state, events }) => state === "running" && events >= 3);
  await switchTo("Ticks", false);
  // Or it had just sent something: that is refused, and it ends by itself.
  const ended = /told to stop at|HTTP Error 503/;
  const off = await until("Ticks", ({ state, log }) => state === "off" && ended.test(log));
  await sleep(1_500);
  expect((await stateOf("Ticks")).events).toBe(off.events);
  await switchTo("Ticks", true);
  await until("Ticks", ({ events }) => events >= off.events + 3);
  await switchTo("Ticks", false);
  await until("Ticks", ({ state }) => state === "off");
  const events = await eventsOf("Ticks");
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at));
  expect(events[0]).toMatchObject({ word: "hi" });
}, 120_000);

test("killed with -9, alone or with the worker that runs it, it is started again, and none is doubled", async () => {
  const name = `t${randomBytes(4).toString("hex")}`;
  await publish("Killed", "tick", { arguments: { word: "hi", name } });
  const started = await until("Killed", ({ state, events }) => state === "running" && events >= 2);
  const [pid = 0] = await pidsOf(name);
  process.kill(pid, "SIGKILL");
  const after = await until(
    "Killed",
    ({ state, events }) => state === "running" && events >= started.events + 5,
  );
  expect(after).toMatchObject({ failures: 1, lastError: expect.stringContaining("was killed by signal 9") });
  expect(await pidsOf(name)).not.toContain(pid);
  await product.kill("runner");
  const gone = (await pidsOf(name)).length;
  await until("Killed", ({ events }) => events >= after.events + 8, 60_000);
  expect([gone <= 1, (await pidsOf(name)).length]).toEqual([true, 1]);
  await switchTo("Killed", false);
  await until("Killed", ({ state }) => state === "off");
  const numbers = (await eventsOf("Killed")).map((event) => event["number"]);
  expect(numbers).toEqual(numbers.map((_, at) => at));
}, 180_000);

test("one that raises is started again with pauses that grow, and says why", async () => {
  await publish("Raises", "raise");
  const { lastError, log } = await until("Raises", ({ failures }) => failures >= 2);
  expect(lastError).toBe("LookupError: nobody is there for •••");
  expect(log).toContain("Traceback");
  expect(log).not.toContain(SECRET);
  await switchTo("Raises", false);
}, 120_000);

test("of one that floods nothing is lost, and what it sends twice is one", async () => {
  await publish("Floods", "flood");
  await until("Floods", ({ events }) => events >= 300, 90_000);
  await sleep(3_000);
  expect((await stateOf("Floods")).events).toBe(300);
  await switchTo("Floods", false);
}, 180_000);

test("a secret that it prints, logs or sends is taken out", async () => {
  await publish("Tells", "tell");
  const { lastError, log } = await until("Tells", ({ log }) => log.includes("answered"));
  expect(log).toContain("the key is •••");
  expect(log).toContain("answered 409");
  expect([log, lastError, JSON.stringify(await eventsOf("Tells"))].join()).not.toContain(SECRET);
  await switchTo("Tells", false);
}, 120_000);
