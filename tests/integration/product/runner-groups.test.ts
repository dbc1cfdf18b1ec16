import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../../support/api.ts";
import { refusedRunner, startGroupRunner } from "../../support/group-runner.ts";
import { startProduct } from "../../support/product.ts";
import type { Product } from "../../support/product.ts";
import { untilState } from "../../support/until-state.ts";
import type { Story } from "../../support/until-state.ts";

const SECRETS = { dmz: "of-the-dmz-4711", lab: "of-the-lab-0815" };

/** `write` may not be done twice, `read` may. */
const SCRIPT = `import os, sys, time
def main(connector, seconds=0):
    print("the token is " + connector["token"])
    sys.stdout.flush()
    time.sleep(seconds)
    return {"token": connector["token"], "host": os.uname().nodename}
`;

let product: Product;
let folder = "";
const tokens = { dmz: "", lab: "" };

beforeAll(async () => {
  product = await startProduct();
  folder = await mkdtemp(join(tmpdir(), "riposte-groups-"));
  for (const effect of ["read", "write"]) {
    const action = { name: `far_${effect}`, source: SCRIPT, entry: "main", effect, connector: "siem" };
    await call(product, "actions.save", "mutation", { ...action, connectorRequired: true });
  }
  for (const group of ["dmz", "lab"] as const) {
    const made = await product.riposte("runners", "token", `${group}-token`, "--group", group);
    tokens[group] = made.stdout.trim();
    await call(product, "connectors.save", "mutation", {
      name: group,
      type: "siem",
      settings: {},
      secrets: { token: SECRETS[group] },
      runnerGroup: group,
    });
  }
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function start(action: "far_read" | "far_write", connector: string, seconds = 0): Promise<string> {
  return startStep({ action: `script.${action}`, connector, arguments: { seconds } });
}

async function startStep(step: Readonly<Record<string, unknown>>): Promise<string> {
  const { name, applied } = await publish(step);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  return (await call<{ run: string }>(product, "runs.start", "mutation", { playbook: name })).run;
}

async function publish(step: Readonly<Record<string, unknown>>) {
  const name = `Far away ${crypto.randomUUID()}`;
  const file = join(folder, "playbook.json");
  const node = { id: "far", kind: "action", name: "far", ...step };
  await writeFile(
    file,
    JSON.stringify({
      kind: "playbook",
      name,
      enabled: true,
      graph: {
        nodes: [{ id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} }, node],
        edges: [{ from: "hand", to: "far" }],
      },
    }),
  );
  return { name, applied: await product.riposte("apply", file, "--publish") };
}

/** What its step says of itself, once that is so. */
async function untilStep(run: string, wanted: (state: string, note: string) => boolean): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { steps } = await call<{
      steps: readonly { readonly state: string; readonly note: string | null }[];
    }>(product, "runs.get", "query", { id: run });
    const { state = "", note = null } = steps.at(-1) ?? {};
    if (wanted(state, note ?? "")) return note ?? "";
    await sleep(100);
  }
  throw new Error(`the step never came so far:\n${product.log()}`);
}

const logOf = (story: Story) => story.steps.at(-1)?.attempts.at(-1)?.log;

async function untilRunning(runner: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const rows = await call<readonly { readonly id: string; readonly running: number }[]>(
      product,
      "runners.list",
      "query",
      {},
    );
    if (rows.some(({ id, running }) => id === runner && running > 0)) return sleep(500);
    await sleep(100);
  }
  throw new Error("the runner was given nothing");
}

test("a step whose group has no runner waits and says so; with one it runs there, and its secret is blotted out", async () => {
  const run = await start("far_write", "dmz");
  const note = await untilStep(run, (state) => state === "turn");
  expect(note).toContain("no runner of the group dmz, which the connector dmz is for, is there");
  await using lab = await startGroupRunner(product, { group: "lab", token: tokens.lab });
  await sleep(3_000);
  expect(await untilStep(run, (state) => state === "turn"), "a runner of another group is none").toContain(
    "dmz",
  );
  expect(lab.log()).not.toContain("script started");

  await using dmz = await startGroupRunner(product, { group: "dmz", token: tokens.dmz });
  const story = await untilState(product, run, ["done"]);
  expect(logOf(story)).toContain("the token is •••");
  expect(dmz.log()).toContain("script started");
  expect(dmz.log() + lab.log() + product.log()).not.toContain(SECRETS.dmz);
  const listed = await product.riposte("runners");
  expect(listed.stdout).toMatch(/dmz +there +0 of 1/);
});

test("kill -9 of a runner amidst a script: what may be done again is, by the next one; of the rest nobody knows", async () => {
  const killed = await startGroupRunner(product, { group: "dmz", token: tokens.dmz, slots: 2 });
  const [read, write] = [await start("far_read", "dmz", 15), await start("far_write", "dmz", 15)];
  await untilRunning(killed.id);
  await untilStep(write, (state) => state === "running");
  await sleep(1_500);
  killed.process.kill("SIGKILL");
  await using next = await startGroupRunner(product, { group: "dmz", token: tokens.dmz, slots: 2 });
  await untilState(product, read, ["done"], { patienceMs: 120_000 });
  expect(next.log()).toContain("script started");
  await untilStep(write, (state) => state === "unknown");
  await killed[Symbol.asyncDispose]();
}, 240_000);

test("one that stood still and comes back is refused: what it brings changes nothing", async () => {
  await using runner = await startGroupRunner(product, { group: "dmz", token: tokens.dmz });
  const run = await start("far_write", "dmz", 2);
  await untilRunning(runner.id);
  runner.process.kill("SIGSTOP");
  await untilStep(run, (state) => state === "unknown");
  runner.process.kill("SIGCONT");
  for (let tries = 0; !runner.log().includes("a result was not taken") && tries < 300; tries += 1) {
    await sleep(100);
  }
  expect(runner.log()).toContain("a result was not taken");
  await untilStep(run, (state) => state === "unknown");
}, 120_000);

test("one that is drained ends what it has and is given nothing new until it may again", async () => {
  await using runner = await startGroupRunner(product, { group: "dmz", token: tokens.dmz });
  const before = await start("far_write", "dmz", 4);
  await untilRunning(runner.id);
  await call(product, "runners.drain", "mutation", { id: runner.id, isDraining: true });
  const after = await start("far_write", "dmz");
  const note = await untilStep(after, (state) => state === "turn");
  expect(note).toContain("the runners of the group dmz are drained");
  await untilState(product, before, ["done"]);
  await call(product, "runners.drain", "mutation", { id: runner.id, isDraining: false });
  await untilState(product, after, ["done"]);
});

test("cancelling a run ends its script where it runs", async () => {
  await using runner = await startGroupRunner(product, { group: "dmz", token: tokens.dmz });
  const run = await start("far_read", "dmz", 600);
  await untilRunning(runner.id);
  const cancelled = await product.riposte("cancel", run, "--reason", "not wanted");
  expect(cancelled, cancelled.stderr).toMatchObject({ code: 0 });
  await untilState(product, run, ["cancelled"], { patienceMs: 20_000 });
  const next = await start("far_read", "dmz");
  await untilState(product, next, ["done"]);
});

test("a token opens its own group and nothing else, and nothing once it is revoked", async () => {
  const other = await refusedRunner(product, { group: "lab", token: tokens.dmz });
  expect(other).toMatchObject({ code: 2 });
  expect(other.said).toContain("This token is for the group dmz, not for lab.");
  const headers = { authorization: `Bearer ${tokens.dmz}` };
  expect((await fetch(`${product.url}/trpc/runs.list?input=%7B%7D`, { headers })).status).toBe(401);
  const own = { authorization: `Bearer ${await product.token()}` };
  expect((await fetch(`${product.url}/runner/greet`, { method: "POST", headers: own })).status).toBe(401);

  const spare = (await product.riposte("runners", "token", "spare", "--group", "dmz")).stdout.trim();
  await using runner = await startGroupRunner(product, { group: "dmz", token: spare });
  await product.riposte("runners", "revoke", "spare");
  for (let tries = 0; runner.process.exitCode === null && tries < 300; tries += 1) await sleep(100);
  expect(runner.process.exitCode).toBe(2);
  expect(runner.log()).toContain("unknown or was revoked");
});

test("what does not run there does not get the secrets: a trial and an action of Riposte's own", async () => {
  const connector = { name: "chat", type: "mattermost", runnerGroup: "nowhere" };
  const saved = call(product, "connectors.save", "mutation", {
    ...connector,
    settings: { url: "https://chat.example.com" },
  });
  await expect(saved).rejects.toThrow('There is no runner group "nowhere". There are dmz, lab');
  const { id } = await call<{ id: string }>(product, "trials.start", "mutation", {
    action: "script.far_read",
    source: SCRIPT,
    entry: "main",
    connectorType: "siem",
    connector: "dmz",
  });
  for (let tries = 0; tries < 200; tries += 1) {
    const trial = await call<{ state: string; failure: { message: string } | null }>(
      product,
      "trials.get",
      "query",
      { id },
    );
    if (trial.state !== "ended") await sleep(100);
    else {
      expect(trial.failure?.message).toContain('The connector "dmz" is for the runner group dmz');
      return;
    }
  }
  throw new Error("the trial did not end");
});

test("a step that names a group waits for it and runs there, with the secrets of a connector of none", async () => {
  const plain = { name: "plain_siem", type: "siem", settings: {}, secrets: { token: "for-this-step-0042" } };
  await call(product, "connectors.save", "mutation", plain);
  const step = { action: "script.far_read", connector: "plain_siem" };
  await using lab = await startGroupRunner(product, { group: "lab", token: tokens.lab });
  const run = await startStep({ ...step, runnerGroup: "dmz" });
  const note = await untilStep(run, (state) => state === "turn");
  expect(note).toContain("no runner of the group dmz, which the step is for, is there");
  const shown = await product.riposte("show", run);
  expect(shown.stdout).toContain("no runner of the group dmz, which the step is for, is there");
  await using dmz = await startGroupRunner(product, { group: "dmz", token: tokens.dmz });
  const story = await untilState(product, run, ["done"]);
  expect(logOf(story)).toContain("the token is •••");
  expect(dmz.log()).toContain("script started");
  expect(lab.log(), "its secrets went to no other group").not.toContain("script started");

  await untilState(product, await startStep(step), ["done"]);
  expect(dmz.log().split("script started"), "without a group it runs here").toHaveLength(2);
});

test("a step of a group can have no connector of another one, not even where that comes later", async () => {
  const step = { action: "script.far_read", connector: "moving", runnerGroup: "lab" };
  const moving = { name: "moving", type: "siem", settings: {}, secrets: { token: SECRETS.dmz } };
  await call(product, "connectors.save", "mutation", moving);
  const run = await startStep(step);
  await untilStep(run, (state) => state === "turn");
  await call(product, "connectors.save", "mutation", { ...moving, runnerGroup: "dmz" });
  await using lab = await startGroupRunner(product, { group: "lab", token: tokens.lab });
  const story = await untilState(product, run, ["failed"]);
  expect(JSON.stringify(story)).toContain("is for the runner group dmz alone");
  expect(lab.log()).not.toContain("script started");

  const { applied } = await publish(step);
  expect(applied.code).not.toBe(0);
  expect(applied.stdout + applied.stderr).toContain("is for the runner group dmz alone");
  const unknown = await publish({ ...step, runnerGroup: "dmzz" });
  expect(unknown.applied.stdout + unknown.applied.stderr).toContain(
    'Did you mean "dmz"? There are dmz, lab.',
  );
});
