import { execFile } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** The command as a person runs it, with that token. */
export function runRiposte(words: readonly string[], token: string) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { cwd: root, env: { ...process.env, RIPOSTE_TOKEN: token } };
    execFile(process.execPath, ["apps/cli/src/main.ts", ...words], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}
