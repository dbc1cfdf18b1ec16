import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@riposte/db";
import { freePort } from "@riposte/db/free-port";
import { startTestDatabase } from "@riposte/db/testing";
import { takeSharedCache } from "../../support/shared-cache.ts";
import { startSupervisor } from "../../support/supervisor.ts";
import { startTemporal, untilServing } from "../../support/temporal-server.ts";

interface Row {
  readonly name: string;
  readonly pid: number | null;
  readonly state: string;
  readonly address: string | null;
  readonly restarts: number;
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte supervisor "));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rows = async (data: string) =>
  (JSON.parse(await readFile(join(data, "processes.json"), "utf8")) as { processes: readonly Row[] })
    .processes;
const rowOf = async (data: string, name: string) => (await rows(data)).find((row) => row.name === name);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("It never came to that.");
    await sleep(50);
  }
}

test("one data folder: refused to a second one, restarted piece by piece, and after a kill -9 of the whole", async () => {
  const data = join(folder, "first");
  const port = await freePort();
  const args = ["--port", String(port), "--data", data, "--no-examples"];
  const pids: number[] = [];
  {
    await using first = startSupervisor(args);
    await first.ready;
    expect((await stat(join(data, "token"))).mode & 0o777).toBe(0o600);
    const names = (await rows(data)).map((row) => row.name);
    expect(names).toEqual(
      expect.arrayContaining(["supervisor", "postgres", "temporal", "api", "worker", "runner"]),
    );

    await using second = startSupervisor(["--port", String(await freePort()), "--data", data]);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toContain(`Riposte already runs on ${data} (process`);

    const before = await rowOf(data, "postgres");
    process.kill(before?.pid ?? 0, "SIGKILL");
    await eventually(async () => {
      const now = await rowOf(data, "postgres");
      return now?.state === "running" && now.restarts === 1 && now.pid !== before?.pid;
    });
    expect((await rowOf(data, "api"))?.restarts).toBe(0);
    await eventually(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);

    // Its own way to end: it would wait for everybody who is connected, and take nobody new.
    process.kill((await rowOf(data, "postgres"))?.pid ?? 0, "SIGTERM");
    await eventually(async () => {
      const now = await rowOf(data, "postgres");
      return now?.state === "running" && now.restarts === 2;
    });
    expect(first.printed()).toContain("postgres ended (exit code 0) and is started again.");
    const log = await readFile(join(data, "logs", "supervisor.log"), "utf8");
    expect(log).toContain("postgres ended (exit code 0) and is started again.");
    expect(log).toMatch(/The Temporal server is \S.*, from the /);
    expect((await rowOf(data, "api"))?.restarts).toBe(0);
    await eventually(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);

    pids.push(...(await rows(data)).map((row) => row.pid ?? 0));
    const { pid } = JSON.parse(await readFile(join(data, "run.json"), "utf8")) as { pid: number };
    process.kill(pid, "SIGKILL");
    await first.ended;
  }
  const addresses = await rows(data);
  await using again = startSupervisor(args);
  await again.ready;
  expect(pids.filter((pid) => isAlive(pid))).toEqual([]);
  for (const name of ["postgres", "temporal"]) {
    expect((await rowOf(data, name))?.address).toBe(addresses.find((row) => row.name === name)?.address);
  }
  again.process.kill("SIGINT");
  expect(await again.ended).toBe(0);
  expect((await rows(data)).map((row) => row.state)).toEqual(addresses.map(() => "stopped"));
  expect((await rows(data)).filter((row) => row.pid !== null)).toEqual([]);
});

test("two data folders live side by side", async () => {
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  const [port, otherPort] = [await freePort(), await freePort()];
  for (const data of [one, other]) {
    await mkdir(data);
    await takeSharedCache(data);
  }
  await using first = startSupervisor(["--port", String(port), "--data", one, "--no-examples"]);
  await first.ready;
  await using second = startSupervisor(["--port", String(otherPort), "--data", other, "--no-examples"]);
  await second.ready;
  for (const at of [port, otherPort]) expect((await fetch(`http://127.0.0.1:${at}/readyz`)).ok).toBe(true);
  const token = async (data: string) => readFile(join(data, "token"), "utf8");
  expect(await token(one)).not.toBe(await token(other));
});

test("a busy port is named, with who holds it", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await using run = startSupervisor(["--port", String(port), "--data", join(folder, "busy")]);
  expect(await run.ended).toBe(1);
  expect(run.printed()).toContain(`Port ${port} is taken by process ${process.pid} `);
  server.close();
});

test("a database that is not there is one sentence, and nothing stays behind", async () => {
  const data = join(folder, "nobody");
  const nobody = `postgresql://me:hush@127.0.0.1:${await freePort()}/riposte`;
  await using run = startSupervisor(["--port", String(await freePort()), "--data", data], {
    DATABASE_URL: nobody,
  });
  expect(await run.ended).toBe(1);
  expect(run.printed()).toMatch(
    /PostgreSQL at 127\.0\.0\.1:\d+\/riposte cannot be used: nothing listens there/,
  );
  expect(run.printed()).not.toContain("hush");
  expect((await rows(data)).filter((row) => row.pid !== null)).toEqual([]);
});

test("a Temporal that is not there is one sentence, soon, and nothing stays behind", async () => {
  const data = join(folder, "no temporal");
  const address = `127.0.0.1:${await freePort()}`;
  await using run = startSupervisor(["--port", String(await freePort()), "--data", data], {
    TEMPORAL_ADDRESS: address,
  });
  expect(await run.ended).toBe(1);
  expect(run.printed()).toContain(`Temporal at ${address} cannot be used: nothing listens there`);
  expect((await rows(data)).filter((row) => row.pid !== null)).toEqual([]);
});

test("servers of the user's own serve, are shown as such, and outlive Riposte", async () => {
  const data = join(folder, "own servers");
  await using database = await startTestDatabase({ migrated: false });
  await using temporal = await startTemporal({ file: null, config: {} });
  const { address } = temporal;
  await mkdir(data);
  await takeSharedCache(data);
  await using run = startSupervisor(
    ["--port", String(await freePort()), "--data", data, "--no-examples", "--sandbox", "weak"],
    { DATABASE_URL: database.url, TEMPORAL_ADDRESS: address },
  );
  await run.ready;
  expect(await rowOf(data, "temporal")).toMatchObject({ pid: null, state: "external", address });
  expect(await rowOf(data, "postgres")).toMatchObject({
    pid: null,
    state: "external",
    address: new URL(database.url).host + "/postgres",
  });
  expect((await rowOf(data, "runner"))?.address).toBe("sandbox: weak, no isolation");
  run.process.kill("SIGINT");
  expect(await run.ended).toBe(0);
  await untilServing(address);
  await migrate(database.url);
});
