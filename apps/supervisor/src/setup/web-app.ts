import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { progress } from "../../bootstrap/progress.mjs";
import { withLock } from "../data/lock.ts";
import { project } from "../project.ts";
import { codeOf, UserError } from "../user-error.ts";
import { runTool } from "./run-tool.ts";

const web = join(project, "apps/web");
const built = join(web, "dist");

/** Everything that decides what the web app is made of, and how. */
const SOURCES = [
  "pnpm-lock.yaml",
  "apps/supervisor/src/setup/web-app.ts",
  "apps/web/index.html",
  "apps/web/vite.config.ts",
  "apps/web/mantine-styles.ts",
  "apps/web/public",
  "apps/web/src",
  "packages/draft/src",
  "packages/exchange/src",
  "packages/plan/src",
  "packages/signature/src",
  "packages/template/src",
];

/** The folder with the built web app; made anew when its sources changed, with what is installed. */
export async function webApp(): Promise<string> {
  const wanted = await hashOfSources();
  if (await isBuilt(wanted)) return built;
  await progress("Web app", () => buildOnce(wanted).catch(explain));
  return built;
}

async function buildOnce(wanted: string): Promise<void> {
  const notes = join(project, "node_modules/.riposte");
  await mkdir(notes, { recursive: true });
  await withLock(join(notes, "web-app.lock"), async () => {
    // Another instance may have made it while this one waited.
    if (!(await isBuilt(wanted))) await build(wanted);
  });
}

/** Whoever is served from the build before has it in memory: it can be replaced at any time. */
async function build(wanted: string): Promise<void> {
  const draft = join(web, "node_modules/.riposte/dist");
  await rm(draft, { recursive: true, force: true });
  const vite = join(web, "node_modules/vite/bin/vite.js");
  const how = ["--configLoader", "native", "--logLevel", "warn", "--outDir", draft, "--emptyOutDir"];
  // Whatever is set around us: another value would build React for developing.
  const env = { NODE_ENV: "production" };
  const { code, stdout, stderr } = await runTool(process.execPath, [vite, "build", ...how], {
    cwd: web,
    env,
  });
  if (code !== 0)
    throw new UserError(`The web app could not be built:\n${`${stdout}\n${stderr}`.trim().slice(-2_000)}`);
  await compress(draft);
  await writeFile(stamp(draft), wanted);
  await rm(built, { recursive: true, force: true });
  await rename(draft, built);
}

function explain(error: unknown): never {
  const code = codeOf(error);
  if (code !== "EACCES" && code !== "EROFS" && code !== "ENOSPC") throw error;
  throw new UserError(`The web app cannot be written to ${built} (${code}): let this user write there.`);
}

const LEAST_BYTES = 1_024;
const COMPRESSIBLE = new Set([".js", ".css", ".html", ".svg", ".json", ".ttf", ".wasm"]);

/** Once, as well as it can be done, and not for every visitor. */
async function compress(folder: string): Promise<void> {
  for (const file of await filesBelow(folder)) {
    const body = await readFile(file);
    if (body.length < LEAST_BYTES || !COMPRESSIBLE.has(extname(file))) continue;
    await writeFile(`${file}.gz`, await promisify(gzip)(body, { level: 9 }));
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await filesBelow(join(project, source))) {
      if (/\.test\.tsx?$/.test(file)) continue;
      hash.update(`\0${file.slice(project.length)}\0`).update(await readFile(file));
    }
  }
  return hash.digest("hex");
}

/** The path itself where it is a file. */
async function filesBelow(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.toSorted((a, b) => (a < b ? -1 : 1));
}

function stamp(folder: string): string {
  return join(folder, "sources");
}

async function isBuilt(wanted: string): Promise<boolean> {
  if (!existsSync(stamp(built))) return false;
  return (await readFile(stamp(built), "utf8")) === wanted;
}
