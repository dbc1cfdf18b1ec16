import { spawn } from "node:child_process";
import { once } from "node:events";

interface Told {
  readonly code: number | null;
  readonly output: string;
}

/** What a program printed, both streams together; one that takes too long is killed. */
export async function runTool(
  [program = "", ...parameters]: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
  },
): Promise<Told> {
  const { cwd, env, timeoutMs } = options;
  const child = spawn(program, parameters, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output: Buffer.concat(chunks).toString("utf8") };
}
