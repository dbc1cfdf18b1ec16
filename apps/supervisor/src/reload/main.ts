import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { watchFolders } from "./watch-folders.ts";

/** Editors write in several steps. */
const SETTLE_MS = 200;
/** Then it is not asked any more. */
const PATIENCE_MS = 10_000;

/**
 * For developing: `FOLDER... -- COMMAND...` runs the command, and starts it anew when something in the folders has changed.
 * Node's own watching fails on the first file that it may not read.
 */
const words = process.argv.slice(2);
const at = words.indexOf("--");
const [program = "", ...parameters] = words.slice(at + 1);

let child = start();
let settling: ReturnType<typeof setTimeout> | undefined;
let restarting = false;

watchFolders(words.slice(0, at), () => {
  clearTimeout(settling);
  settling = setTimeout(() => void restart(), SETTLE_MS);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    clearTimeout(settling);
    restarting = true;
    void stop(child, signal).then(() => process.exit(child.exitCode ?? 0));
  });
}

function start(): ChildProcess {
  const started = spawn(program, parameters, { stdio: "inherit" });
  started.on("exit", (code) => {
    if (restarting) return;
    if (code === 0) process.exit(0);
    process.stderr.write("It ended. It is started again as soon as something changes.\n");
  });
  return started;
}

async function restart(): Promise<void> {
  if (restarting) return;
  restarting = true;
  await stop(child, "SIGTERM");
  restarting = false;
  child = start();
}

async function stop(running: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, "exit");
  running.kill(signal);
  const impatient = setTimeout(() => running.kill("SIGKILL"), PATIENCE_MS);
  await ended;
  clearTimeout(impatient);
}
