import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { download, request } from "../setup/download.ts";
import { runTool } from "../setup/run-tool.ts";
import { UserError } from "../user-error.ts";

interface Fetching {
  readonly version: string;
  readonly target: string;
  readonly say: (detail: string) => void;
}

/**
 * The publisher's release, held against the list of SHA-256 sums that is published with it.
 * @throws UserError, before anything else is downloaded, where that list cannot be had or does not name the archive.
 */
export async function fetchOfficial({ version, target, say }: Fetching): Promise<void> {
  const release = `https://github.com/temporalio/cli/releases/download/v${version}`;
  const cpu = arch() === "x64" ? "amd64" : arch();
  const name = `temporal_cli_${version}_${platform()}_${cpu}.tar.gz`;
  const sha256 = sumOf(name, await (await request(`${release}/checksums.txt`)).text());
  if (sha256 === null) throw new UserError(`${release}/checksums.txt does not name ${name}.`);
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), ".download-"));
  try {
    const archive = join(folder, "archive.tar.gz");
    await download({ url: `${release}/${name}`, file: archive, sha256, say });
    const { code, stderr } = await runTool("tar", ["-xzf", archive, "-C", folder, "temporal"]);
    if (code !== 0) throw new UserError(`the archive cannot be unpacked: ${stderr.trim()}`);
    await rename(join(folder, "temporal"), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Out of lines as sha256sum writes them. */
export function sumOf(name: string, checksums: string): string | null {
  for (const line of checksums.split("\n")) {
    const [, sum, file] = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
    if (file === name && sum !== undefined) return sum;
  }
  return null;
}
