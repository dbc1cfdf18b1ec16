import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "./migrate.ts";
import { embeddedBinaries } from "./embedded-binaries.ts";
import { freePort } from "./free-port.ts";

/** For tests only: a real PostgreSQL of its own on a temporary folder. */
export interface TestDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Empty: as whoever we are. */
type User = { readonly uid: number; readonly gid: number } | { readonly uid?: never; readonly gid?: never };

/** PostgreSQL refuses to run as root, so that root starts it as `nobody`. */
const NOBODY = 65_534;
const PASSWORD = "test";

/** Names the folder of `keepTestDatabase`, of which each migrated server is a copy. */
export const KEPT_TEST_DATABASE = "RIPOSTE_TEST_DATABASE";
const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB"];

/** Starts a server with an empty database, migrated unless told otherwise. It dies with this process, whatever happens. */
export async function startTestDatabase(
  options: { readonly migrated?: boolean } = {},
): Promise<TestDatabase> {
  const kept = options.migrated === false ? undefined : process.env[KEPT_TEST_DATABASE];
  const user = ownUser();
  const folder = await mkdtemp(join(tmpdir(), "riposte-test-db-"));
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid);
  if (kept === undefined) await makeCluster(folder, user);
  else await run("cp", ["-Rp", join(kept, "data"), join(folder, "data")], {});

  const { server, port } = await startServer(folder, user, { removed: folder });
  const close = async () => {
    await stopServer(server);
    await rm(folder, { recursive: true, force: true });
  };
  const url = urlAt(port);
  if (kept === undefined && options.migrated !== false) await migrate(url);
  return { url, close, [Symbol.asyncDispose]: close };
}

/** Fills this folder with what a migrated server keeps: to copy it takes a tenth of making it. */
export async function keepTestDatabase(folder: string): Promise<void> {
  const user = ownUser();
  await mkdir(folder);
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid);
  await makeCluster(folder, user);
  const { server, port } = await startServer(folder, user, { removed: join(folder, "password") });
  await migrate(urlAt(port));
  await stopServer(server);
}

function ownUser(): User {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

function urlAt(port: number): string {
  return `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
}

async function makeCluster(folder: string, user: User): Promise<void> {
  const { initdb } = await embeddedBinaries();
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, PASSWORD, { mode: 0o644 });
  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const cluster = [`--pgdata=${join(folder, "data")}`, "--encoding=UTF8", "--locale=C", "--no-sync"];
  await run(initdb, [...access, ...cluster], user);
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.stdin?.end();
  await once(server, "exit");
}

/** Stops PostgreSQL and removes a folder ($0) when its stdin closes: a killed test leaves nothing behind. */
const UNTIL_STDIN_CLOSES =
  '"$@" <&- & server=$!; read -r _; kill -INT "$server"; wait "$server" && rm -rf "$0"';

async function startServer(folder: string, user: User, { removed }: { readonly removed: string }) {
  const { postgres } = await embeddedBinaries();
  const data = join(folder, "data");
  const settings = [
    ...FAST,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${data}`,
    "max_connections=100",
  ];
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const command = [
      postgres,
      "-D",
      data,
      "-p",
      String(port),
      ...settings.flatMap((setting) => ["-c", setting]),
    ];
    const server = spawn("/bin/sh", ["-c", UNTIL_STDIN_CLOSES, removed, ...command], {
      ...user,
      cwd: "/",
      stdio: ["pipe", "ignore", "pipe"],
    });
    const problem = await readyOrProblem(server);
    if (problem === null) return { server, port };
    server.stdin.end();
    if (tries === 5) throw new Error(`The test database did not start: ${problem}`);
  }
}

/** Null when it accepts connections; otherwise what it said before it went. */
function readyOrProblem(server: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let log = "";
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-10_000);
      if (text.includes("ready to accept connections")) resolve(null);
      if (/FATAL|not found|[Pp]ermission denied/.test(text)) resolve(log);
    });
    server.once("error", (error) => resolve(error.message));
    server.once("exit", () => resolve(log));
  });
}

async function run(command: string, parameters: string[], user: User): Promise<void> {
  const child = spawn(command, parameters, { ...user, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${command} failed: ${complaint}`);
}
