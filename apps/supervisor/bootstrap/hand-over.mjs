import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ownNode, project } from "./project.mjs";

/** Goes on in the project's own Node with a TypeScript entry; ends as it ends. */
export function handOver(entry, parameters) {
  const { href } = pathToFileURL(join(project, "apps/supervisor/src/resolve-once.ts"));
  const flags = ["--disable-warning=ExperimentalWarning", `--import=${href}`];
  const child = spawn(ownNode, [...flags, entry, ...parameters], {
    cwd: project,
    stdio: "inherit",
    // It looks whether we are still there: a kill -9 of us ends it too.
    env: {
      ...process.env,
      ...notForNeighbours(process.env),
      NODE_USE_ENV_PROXY: "1",
      NODE_USE_SYSTEM_CA: "1",
      RIPOSTE_STARTER: String(process.pid),
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
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

/** Our own processes speak to each other past any proxy. */
function notForNeighbours({ NO_PROXY, no_proxy }) {
  const hosts = [no_proxy ?? NO_PROXY ?? "", "localhost", "127.0.0.1", "::1"].filter(Boolean).join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}

/** npm passes signals on but not its own violent end. */
function followNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = npmPid();
  setInterval(() => isGone(npm) && child.kill("SIGTERM"), 1_000).unref();
}

/** Our parent, or its parent where npm's shell did not make way for us. */
function npmPid() {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,comm=", "-p", String(process.ppid)], { encoding: "utf8" });
  const [, grandparent, command] = /^\s*(\d+)\s+(.*)$/.exec((stdout ?? "").trim()) ?? [];
  return command !== undefined && /(^|\/)\w*sh$/.test(command) ? Number(grandparent) : process.ppid;
}

function isGone(pid) {
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    return error.code === "ESRCH";
  }
}
