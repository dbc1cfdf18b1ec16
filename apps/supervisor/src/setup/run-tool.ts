import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { withOwn } from "../env.ts";
import type { Variables } from "../env.ts";

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a short-lived tool to its end; code 127 where it is not there. */
export async function runTool(
  command: string,
  parameters: readonly string[],
  options: { readonly env?: Variables; readonly cwd?: string; readonly timeoutMs?: number } = {},
): Promise<ToolResult> {
  const child = spawn(command, parameters, {
    cwd: options.cwd,
    env: withOwn(options.env ?? {}),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: options.timeoutMs,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (code) => resolve(code ?? 1));
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
