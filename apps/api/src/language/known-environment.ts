import { readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { listEnvironmentBuilds } from "@riposte/db";
import { requirementsOf, requirementsText } from "@riposte/signature";
import { sha256 } from "../hooks/sha256.ts";
import type { Services } from "../services.ts";

interface Requiring {
  readonly requirements: string;
  /** "3.12"; "3": the runner's own. */
  readonly python: string;
}

/** The folder with what a script requires; null: it requires nothing, or it was not built on this machine, or not yet. */
export async function knownEnvironment(
  { db, environments }: Pick<Services, "db" | "environments">,
  { requirements, python }: Requiring,
): Promise<string | null> {
  const found = requirementsOf("", requirements);
  const body = found.ok ? requirementsText(found.lines) : null;
  if (body === null || environments === null) return null;
  const builds = await listEnvironmentBuilds(db, { hash: sha256(body), python });
  for (const { folder } of builds) {
    if (folder === null || !/^[0-9a-f]{64}$/.test(folder)) continue;
    const path = await realpath(join(environments, folder)).catch(() => null);
    if (path !== null && !(await leadsOut(path))) return path;
  }
  return null;
}

/** By its path; what is in one never changes. */
const ledOut = new Map<string, boolean>();

/** Whether a link in it leads elsewhere: whoever reads it would read that. */
async function leadsOut(folder: string): Promise<boolean> {
  const known = ledOut.get(folder);
  if (known !== undefined) return known;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const links = entries.filter((entry) => entry.isSymbolicLink());
  const targets = await Promise.all(
    links.map(({ parentPath, name }) => realpath(join(parentPath, name)).catch(() => "")),
  );
  const found = targets.some((target) => !target.startsWith(folder + sep));
  ledOut.set(folder, found);
  return found;
}
