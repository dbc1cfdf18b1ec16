import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { targetVariables } from "../target.ts";
import type { Hook, Target } from "../target.ts";

export interface Handwritten extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  /** Of the side it is measured against. */
  readonly hook: Hook;
}

export async function startHandwritten(target: Target): Promise<Handwritten> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./worker.ts", import.meta.url))], {
    env: { ...process.env, ...targetVariables(target) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const { port } = JSON.parse(line) as { port: number };
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    hook: target.hook,
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
}
