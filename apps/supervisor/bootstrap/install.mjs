import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { progress } from "./progress.mjs";
import { project } from "./project.mjs";
import { isInstalled, markInstalled } from "./stamp.mjs";

const PNPM = "pnpm@12.21.0";

/** Installs the JavaScript packages when the lockfile changed since the last time; needs no network otherwise. */
export async function installPackages() {
  if (isInstalled()) return;
  await progress("JavaScript packages", async (say) => {
    const { code, output } = await runPnpm(say);
    if (code !== 0) throw new Error(explain(code, output));
    markInstalled();
  });
}

function runPnpm(say) {
  const install = [PNPM, "install", "--frozen-lockfile", "--reporter=append-only"];
  const [command, ...before] = npx();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, "-y", ...install], {
      cwd: project,
      env: { ...process.env, npm_config_loglevel: "error", npm_config_update_notifier: "false", CI: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const read = (text) => {
      output = (output + text).slice(-20_000);
      const latest = text
        .trim()
        .split("\n")
        .findLast((line) => line.startsWith("Progress:"));
      if (latest !== undefined) say(latest.slice("Progress: ".length));
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.once("error", (error) =>
      reject(new Error(`npx could not be started (${error.code}): install npm, which comes with Node.`)),
    );
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** The npx of the npm that started us, so that an odd PATH does not matter. */
function npx() {
  const beside = [process.env.npm_execpath ?? "", process.execPath].flatMap((path) => [
    join(dirname(path), "npx-cli.js"),
    join(dirname(path), "..", "lib", "node_modules", "npm", "bin", "npx-cli.js"),
  ]);
  const found = beside.find((path) => existsSync(path));
  return found === undefined ? ["npx"] : [process.execPath, found];
}

function explain(code, output) {
  if (/ENOSPC|No space left/i.test(output)) return "The JavaScript packages do not fit: the disk is full.";
  if (/EROFS|EACCES/.test(output))
    return `The JavaScript packages cannot be written: ${project} is not writable.`;
  const lines = output.split("\n").filter((line) => !/^npm warn|^Progress:|^\s*$/i.test(line));
  const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|fetch failed|META_FETCH_FAIL/.test(output);
  const why = network ? "the npm registry cannot be reached" : `pnpm ended with ${code}`;
  return `The JavaScript packages could not be installed: ${why}.\n${lines.slice(-15).join("\n")}`;
}
