import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { NODE_FLAGS } from "../../../support/own-node.ts";
import { pastProxies } from "../../../support/past-proxies.ts";

const root = join(import.meta.dirname, "../../../..");

/** The TypeScript worker as the supervisor starts it. */
export interface WorkerProcess extends AsyncDisposable {
  readonly log: () => string;
  readonly kill: () => Promise<void>;
  /** Its stdin is closed; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** `project`: where its sources lie. */
export async function startWorker(
  env: Readonly<Record<string, string>>,
  project = root,
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [...NODE_FLAGS, "temporal-workers/src/main.ts"], {
    cwd: project,
    env: { ...process.env, ...pastProxies, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  await untilReady(child, () => log);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    log: () => log,
    kill,
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return child.exitCode;
    },
    [Symbol.asyncDispose]: kill,
  };
}

async function untilReady(child: ChildProcess, log: () => string): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes('"ready":true')) resolve();
    });
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code}:\n${log()}`)));
  });
}
