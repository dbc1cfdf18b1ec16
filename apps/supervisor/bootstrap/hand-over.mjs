import { spawn } from "node:child_process";
import { ownNode, project } from "./project.mjs";

/** Goes on in the project's own Node with a TypeScript entry; ends as it ends. */
export function handOver(entry, parameters) {
  const child = spawn(ownNode, ["--disable-warning=ExperimentalWarning", entry, ...parameters], {
    cwd: project,
    // The fourth descriptor is never written to: its end tells the supervisor that we were killed.
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    env: { ...process.env, NODE_USE_ENV_PROXY: "1", RIPOSTE_LIFELINE: "3" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.stdio[3].on("error", () => {});
  child.once("error", (error) => {
    console.error(`The project's Node could not be started: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const trapped of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(trapped);
    process.kill(process.pid, signal);
  });
  followNpm(child);
}

/** npm passes signals on but not its own violent end. */
function followNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && child.kill("SIGTERM"), 1_000).unref();
}
