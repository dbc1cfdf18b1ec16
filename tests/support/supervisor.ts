import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pastProxies } from "./past-proxies.ts";

const root = join(import.meta.dirname, "../..");

export interface SupervisorRun extends AsyncDisposable {
  /** Of the supervisor itself, which its first half started. */
  readonly process: ChildProcess;
  readonly printed: () => string;
  /** Resolves when everything runs; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** `npm start -- …` without npm: both halves, as a user has them. */
export function startSupervisor(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): SupervisorRun {
  const entry = join(root, "apps/supervisor/bootstrap/start.mjs");
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: root,
    env: { ...process.env, ...pastProxies, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.includes("Ctrl-C stops everything")) ready.resolve();
    });
  }
  const ended = once(child, "close").then(([code]) => {
    ready.reject(new Error(`It ended before it was up:\n${printed}`));
    return code as number | null;
  });
  return {
    process: child,
    printed: () => printed,
    ready: ready.promise,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
