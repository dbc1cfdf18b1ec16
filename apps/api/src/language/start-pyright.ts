import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import { dirname, join } from "node:path";
import type { Rpc } from "./json-rpc.ts";
import { connectRpc } from "./json-rpc.ts";

const MEMORY_MB = 768;
/** Of one session, over all its time; ten minutes of typing take some twenty. */
const CPU_SECONDS = 600;

const require = createRequire(import.meta.url);
const pyrightFolder = dirname(realpathSync(require.resolve("pyright/package.json")));
/** Stubs of the standard library and of well-known packages. */
export const typeshedFolder = join(pyrightFolder, "dist/typeshed-fallback");

export interface Pyright {
  readonly rpc: Rpc;
  readonly pid: number | undefined;
  /** Resolves when it is gone. */
  readonly over: Promise<void>;
  readonly kill: () => void;
}

interface Asked {
  /** What it works in. */
  readonly folder: string;
  /** What it may read beside that and its own files. */
  readonly environments: readonly string[];
  readonly onNotification: (method: string, params: unknown) => void;
}

/**
 * A language server that reads what it is given and nothing else: Node refuses it every other file, every other process
 * and every write. It has nothing of our environment, bounded memory and processor time, and ends with its input.
 */
export function startPyright({ folder, environments, onNotification }: Asked): Pyright {
  const readable = [folder, pyrightFolder, ...environments].map((path) => `--allow-fs-read=${path}`);
  const node = [
    process.execPath,
    "--permission",
    ...readable,
    `--max-old-space-size=${MEMORY_MB}`,
    "--disable-warning=ExperimentalWarning",
    join(import.meta.dirname, "confined-pyright.ts"),
    join(pyrightFolder, "dist/pyright-langserver.js"),
    "--stdio",
  ];
  const limited = ["-c", 'ulimit -t "$0" && exec "$@"', String(CPU_SECONDS), ...node];
  const child = spawn("/bin/sh", limited, { cwd: folder, env: {}, stdio: ["pipe", "pipe", "ignore"] });
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  const kill = () => void child.kill("SIGKILL");
  const rpc = connectRpc({ input: child.stdout, output: child.stdin, onNotification, onBroken: kill });
  child.once("error", () => isOver());
  child.once("exit", () => isOver());
  void over.then(() => rpc.end());
  beKind(child.pid);
  return { rpc, pid: child.pid, over, kill };
}

/** What people wait for elsewhere goes first. */
function beKind(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, which its exit tells.
  }
}
