import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf } from "./process-environment.ts";
import { readProcesses } from "./product.ts";
import type { Product } from "./product.ts";

const source = join(import.meta.dirname, "../../python-activities/src");
/** Whoever is root becomes nobody: a runner is never root. */
const NOBODY = 65_534;

/** A runner of a group: the very process that `riposte runner` becomes. */
export interface GroupRunner extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly id: string;
  readonly log: () => string;
}

interface Asked {
  readonly group: string;
  readonly token: string;
  readonly slots?: number;
}

export async function startGroupRunner(
  product: Product,
  { group, token, slots = 1 }: Asked,
): Promise<GroupRunner> {
  const home = await mkdtemp(join(tmpdir(), "riposte-runner-"));
  await chmod(home, 0o777);
  const child = await launch(product, { group, token, slots }, home);
  let log = "";
  const ready = Promise.withResolvers<string>();
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
  child.stdout?.once("data", (line: Buffer) => ready.resolve(line.toString("utf8")));
  const gone = () => ready.reject(new Error(`the runner has ended:\n${log}`));
  child.once("exit", gone);
  const { runner } = JSON.parse(await ready.promise) as { readonly runner: string };
  child.off("exit", gone);
  return {
    process: child,
    id: runner,
    log: () => log,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        await ended;
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** How one ends that is refused: its exit code, and what it says. */
export async function refusedRunner(
  product: Product,
  asked: Asked,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = await launch(product, { slots: 1, ...asked }, tmpdir());
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

async function launch(product: Product, asked: Required<Asked>, home: string): Promise<ChildProcess> {
  const own = (await readProcesses(product.data)).find(({ name }) => name === "runner");
  const { PATH = "/usr/bin:/bin" } = Object.fromEntries(await environmentOf(own?.pid ?? 0));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  return spawn(await interpreterOf(own?.pid ?? 0), ["-m", "riposte_runner.remote.main"], {
    cwd: "/",
    ...user,
    env: {
      PATH,
      HOME: home,
      TMPDIR: home,
      PYTHONPATH: source,
      PYTHONDONTWRITEBYTECODE: "1",
      RIPOSTE_URL: product.url,
      RIPOSTE_RUNNER_GROUP: asked.group,
      RIPOSTE_RUNNER_TOKEN: asked.token,
      RIPOSTE_RUNNER_SLOTS: String(asked.slots),
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** The one that the product's own runner was started by. */
async function interpreterOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0")[0] ?? "python3";
}
