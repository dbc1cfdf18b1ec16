import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@riposte/db/free-port";
import { NODE_FLAGS } from "./own-node.ts";
import { giveSharedCache, takeSharedCache } from "./shared-cache.ts";
import { pastProxies } from "./past-proxies.ts";

const root = join(import.meta.dirname, "../..");

/** The whole product on a data folder of its own, started the way `npm start` does. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly data: string;
  token(): Promise<string>;
  processes(): Promise<readonly ProcessRow[]>;
  /** kill -9 of one of its processes, or of the supervisor. */
  kill(name: string): Promise<void>;
  /** Starts again on the same data, after the supervisor was killed. */
  restart(): Promise<void>;
  /** Runs `riposte …` and gives what it printed. */
  riposte(...args: readonly string[]): Promise<Printed>;
  log(): string;
}

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessRow {
  readonly name: string;
  readonly pid: number | null;
  readonly state: string;
  readonly address?: string | null;
}

interface ProductOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly examples?: boolean;
  /** A folder with the key ring of another one. */
  readonly keys?: string;
}

export async function startProduct({
  env = {},
  examples = false,
  keys,
}: ProductOptions = {}): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), "riposte-product-"));
  if (keys !== undefined) await cp(keys, join(data, "keys"), { recursive: true });
  await takeSharedCache(data);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [...NODE_FLAGS, "apps/supervisor/src/main.ts", "--port", String(port), "--data", data];
  if (!examples) args.push("--no-examples");
  const output: string[] = [];
  let supervisor = await launch(args, env, output);
  await giveSharedCache(data);

  return {
    url,
    data,
    log: () => output.join(""),
    token: async () => (await readFile(join(data, "token"), "utf8")).trim(),
    processes: () => readProcesses(data),
    async kill(name) {
      if (name === "supervisor") {
        supervisor.kill("SIGKILL");
        return;
      }
      const row = (await readProcesses(data)).find((candidate) => candidate.name === name);
      if (row?.pid === undefined || row.pid === null) throw new Error(`no process ${name} runs`);
      process.kill(row.pid, "SIGKILL");
    },
    async restart() {
      supervisor = await launch(args, env, output);
    },
    riposte: (...words) => run(["apps/cli/src/main.ts", ...words, "--data", data], env),
    async [Symbol.asyncDispose]() {
      await stop(supervisor);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Of the product on that data, as its supervisor knows them. */
export async function readProcesses(data: string): Promise<readonly ProcessRow[]> {
  const parsed = JSON.parse(await readFile(join(data, "processes.json"), "utf8")) as {
    processes: readonly ProcessRow[];
  };
  return parsed.processes;
}

/** Started, with everything in place, as soon as it greets. */
async function launch(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output: string[],
): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...pastProxies, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ready = Promise.withResolvers<void>();
  const read = (chunk: Buffer) => {
    output.push(chunk.toString("utf8"));
    if (chunk.includes("Riposte is at")) ready.resolve();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const fail = () => ready.reject(new Error(`the product did not start:\n${output.join("")}`));
  child.once("exit", fail);
  const late = setTimeout(fail, 150_000);
  try {
    await ready.promise;
    return child;
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(late);
    child.off("exit", fail);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const late = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await ended;
  clearTimeout(late);
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...pastProxies, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
