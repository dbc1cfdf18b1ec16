import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "@riposte/db";
import { progress } from "../bootstrap/progress.mjs";
import type { DataFolder } from "./data/folder.ts";
import { ensureSecretFiles, followKeyring, ownFolder } from "./data/keys.ts";
import { takeLock } from "./data/lock.ts";
import { readMemory, writeMemory } from "./data/memory.ts";
import { choosePort, isFree } from "./data/ports.ts";
import { whoListens } from "./data/who-listens.ts";
import { writeJson } from "./data/json-file.ts";
import { host, passedOn, readServers, retentionHours } from "./env.ts";
import type { Options } from "./options.ts";
import { openDiary } from "./processes/diary.ts";
import type { Diary } from "./processes/diary.ts";
import { keepRunning } from "./processes/keep-running.ts";
import type { Kept } from "./processes/keep-running.ts";
import { openLeases } from "./processes/leases.ts";
import type { ProcessSpec } from "./processes/process-spec.ts";
import { reapLeftovers } from "./processes/reap-leftovers.ts";
import { openRoster, readTraces } from "./processes/roster.ts";
import type { Roster, Trace } from "./processes/roster.ts";
import { firstLink } from "./product/first-link.ts";
import { exampleCurl, loadExamples } from "./product/load-examples.ts";
import { welcomeWords } from "./product/next-steps.ts";
import { apiSpec, workerSpec } from "./product/node-specs.ts";
import { launcherSpec, runnerSpec } from "./product/python-specs.ts";
import { makeScriptSocket } from "./product/script-socket.ts";
import type { ProductSettings } from "./product/settings.ts";
import { untilServes } from "./product/until-serves.ts";
import { webSpec } from "./product/web-spec.ts";
import { untilReached } from "./postgres/until-reached.ts";
import { ensureRoles, keepAuditLog, limitRunner } from "./postgres/roles.ts";
import type { DatabaseUrls } from "./postgres/roles.ts";
import { stopLeftover } from "./postgres/stop-leftover.ts";
import { currentUser, ensureUsers } from "./root/users.ts";
import { prepareServers } from "./servers.ts";
import type { Servers } from "./servers.ts";
import type { Python } from "./setup/find-python.ts";
import { uvForScripts } from "./setup/uv.ts";
import { pythonEnvironment } from "./setup/python-environment.ts";
import { webApp } from "./setup/web-app.ts";
import { UserError } from "./user-error.ts";

interface Supervision {
  readonly options: Options;
  readonly data: DataFolder;
  readonly python: Python;
  readonly stop: AbortSignal;
}

/** Brings everything up in order, keeps it running, and takes it down again when told to. */
export async function supervise({ options, data, python, stop }: Supervision): Promise<void> {
  const lock = await takeLock(data.file("lock"));
  if (!lock.held) {
    throw new UserError(
      `Riposte already runs on ${data.path} (process ${lock.by.pid}): stop it, or start a second one with --data DIR --port N.`,
    );
  }
  const kept: Kept[] = [];
  const earlier = await readTraces(data);
  const roster = await openRoster(data, earlier);
  const diary = openDiary(data.file("logs", "supervisor.log"));
  const self = { name: "supervisor", user: currentUser().name, address: null, restarts: 0 };
  try {
    await roster.update({ ...self, pid: process.pid, state: "running" });
    await bringUp(data, { options, python, stop, kept, earlier, roster, diary });
    await untilAborted(stop);
    console.log("\nStopping");
  } finally {
    for (const layer of STOPPED_TOGETHER) {
      await Promise.all(kept.filter(({ name }) => layer.includes(name)).map((one) => one.stop()));
    }
    roster.close();
    await roster.update({ ...self, pid: null, state: "stopped" });
    await rm(data.file("run.json"), { force: true });
    await diary.close();
    await lock.release();
  }
}

/** What others need to finish their work stops after them. */
const STOPPED_TOGETHER = [
  ["web", "api", "worker", "runner"],
  ["launcher", "script socket"],
  ["leases"],
  ["temporal"],
  ["postgres"],
];

interface BringingUp {
  readonly options: Options;
  readonly python: Python;
  readonly stop: AbortSignal;
  readonly kept: Kept[];
  readonly earlier: readonly Trace[];
  readonly roster: Roster;
  readonly diary: Diary;
}

async function bringUp(data: DataFolder, wishes: BringingUp): Promise<void> {
  const { options, python, stop, kept, earlier, roster, diary } = wishes;
  await refuseBusyPort(options.port);
  const users = await ensureUsers();
  await reapLeftovers(earlier);
  await stopLeftover(data.file("postgres", "cluster"));
  const venv = await pythonEnvironment("run", python);
  const uv = await uvForScripts(python.executable);
  const web = options.dev ? null : await webApp();

  const around = {
    roster,
    python: python.executable,
    logFile: (name: string) => data.file("logs", `${name}.log`),
    say: diary.say,
  };
  const begin = (spec: ProcessSpec) => {
    const one = keepRunning(spec, around);
    kept.push(one);
    return orStopped(one.ready, stop);
  };

  const memory = await readMemory(data);
  const servers = await prepareServers(data, {
    memory,
    users,
    python: python.executable,
    own: readServers(),
    note: diary.note,
  });
  await writeMemory(data, { ...memory, ports: servers.ports });
  for (const { name, address } of servers.external) {
    await roster.update({ name, pid: null, user: null, address, state: "external", restarts: 0 });
  }
  if (servers.postgres !== null) {
    const { postgres } = servers;
    await progress("PostgreSQL", () => begin(postgres));
  }
  const database = await orStopped(prepareDatabase(servers), stop);
  const leases = openLeases(database.owner, roster);
  kept.push({ name: "leases", pid: () => null, ready: Promise.resolve(), stop: leases.close });
  for (const { name, instance } of earlier) {
    if (name === "worker" || name === "runner") await leases.expire(instance);
    else await roster.settled(instance);
  }

  const scriptSocket = await makeScriptSocket(data, users);
  kept.push({ name: "script socket", pid: () => null, ready: Promise.resolve(), stop: scriptSocket.remove });

  const secrets = await ensureSecretFiles(data, users);
  followKeyring(secrets, { users, stop, say: around.say });
  const settings: ProductSettings = {
    data,
    secrets,
    database,
    temporal: servers.temporalAt,
    host: host(),
    port: options.port,
    users,
    python: venv,
    uv,
    weakSandbox: options.weakSandbox,
    scriptSocket: scriptSocket.path,
    dev: options.dev,
    web,
    webPort: options.dev ? await choosePort(undefined, []) : null,
    passedOn: passedOn(),
    retentionHours: retentionHours(),
    leases,
    launcherPid: () => kept.find(({ name }) => name === "launcher")?.pid() ?? null,
  };
  await ownFolder(data.file("cache"), users?.riposte ?? null);
  const api = apiSpec(settings);
  const url = api.address;
  const workers = [launcherSpec(settings), workerSpec(settings), runnerSpec(settings)];
  // Long enough after the first look for somebody else to have taken it.
  await refuseBusyPort(options.port);
  const specs = [servers.temporal, api, ...workers, webSpec(settings)];
  const starting = specs.filter((spec) => spec !== null).map(begin);
  await progress("Temporal, API and workers", async () => {
    await Promise.all(starting);
    await orStopped(untilServes(url, stop), stop);
  });
  await writeJson(data.file("run.json"), { url, tokenFile: data.file("token"), pid: process.pid }, 0o644);
  if (options.examples && !memory.examplesLoaded) {
    await progress("Examples", async () => {
      await loadExamples(data, database.owner);
      await writeMemory(data, { ...memory, ports: servers.ports, examplesLoaded: true });
    });
  }
  await welcome(data, url, options.examples);
}

async function prepareDatabase({ databaseUrl, postgres }: Servers): Promise<DatabaseUrls> {
  if (postgres === null) {
    await progress("Your PostgreSQL", async () => {
      await untilReached(databaseUrl);
      await migrate(databaseUrl);
    });
    return { owner: databaseUrl, runner: databaseUrl };
  }
  const urls = await ensureRoles(databaseUrl);
  await migrate(urls.owner);
  await limitRunner(urls.owner);
  await keepAuditLog(databaseUrl);
  return urls;
}

async function welcome(data: DataFolder, url: string, examples: boolean): Promise<void> {
  const curl = examples ? await exampleCurl(data) : null;
  const link = await firstLink(data, url);
  const example = curl === null ? null : { data: data.path, curl };
  console.log(welcomeWords({ url, logs: data.file("logs"), link, example }));
}

async function refuseBusyPort(port: number): Promise<void> {
  if (await isFree(port, host())) return;
  const who = await whoListens(port);
  throw new UserError(
    `Port ${port} is taken${who === null ? "" : ` by ${who}`}: stop that, or choose another with --port N.`,
  );
}

/** Nobody who pressed Ctrl-C wants to wait until a start has gone well. */
async function orStopped<T>(ready: Promise<T>, stop: AbortSignal): Promise<T> {
  const over = new AbortController();
  const stopped = untilAborted(AbortSignal.any([stop, over.signal])).then(() => {
    if (stop.aborted) throw new UserError("Stopped before everything was up.");
  });
  try {
    return (await Promise.race([ready, stopped])) as T;
  } finally {
    over.abort();
    await stopped.catch(() => {});
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  // A timer keeps the process alive; the signal alone would not.
  while (!signal.aborted) await sleep(2 ** 30, undefined, { signal }).catch(() => {});
}
