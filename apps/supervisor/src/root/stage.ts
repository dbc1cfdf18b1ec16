import { stat } from "node:fs/promises";
import { join } from "node:path";
import { definedVariables, isStaged } from "../env.ts";
import { project } from "../project.ts";
import { runTool } from "../setup/run-tool.ts";
import { UserError } from "../user-error.ts";
import { closedAncestor } from "./reach.ts";

const OTHERS_MAY_READ = 0o004;
const UNSHARE = "/usr/bin/unshare";
const SCRIPT = join(import.meta.dirname, "stage.py");

interface Closed {
  readonly folder: string;
  readonly kept: readonly string[];
}

/**
 * As root, with something needed below a folder that only root may enter, becomes this program again where other users
 * can reach it: in a mount namespace in which that folder is empty but for the way to what is needed. The process
 * stays the same, so that who started it can still end it. Returns where nothing had to be done, or it is done.
 */
export async function stage(paths: readonly string[], python: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await refuseUnreadable();
  const plan = await planOf(paths);
  const [first] = plan;
  if (first === undefined) return;
  if (isStaged() || !(await mayMount())) {
    throw new UserError(
      `As root Riposte runs its parts as users of their own, and they may not enter ${first.folder}: move the project to a folder that they may enter (/opt for example), choose a data folder elsewhere with --data DIR, or start it as an ordinary user.`,
    );
  }
  if (process.execve === undefined) throw new Error("This Node cannot replace itself by another program.");
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const namespace = ["unshare", "--mount", "--propagation", "private"];
  const script = [python, "-I", "-S", SCRIPT, JSON.stringify(plan)];
  process.execve(UNSHARE, [...namespace, ...script, ...again], {
    ...definedVariables(),
    RIPOSTE_STAGED: String(process.pid),
  });
}

async function planOf(paths: readonly string[]): Promise<readonly Closed[]> {
  const needed = new Map<string, string[]>();
  for (const path of outermost(paths)) {
    const folder = await closedAncestor(path);
    if (folder !== null) needed.set(folder, [...(needed.get(folder) ?? []), path]);
  }
  return [...needed].map(([folder, kept]) => ({ folder, kept }));
}

/** A checkout made with a strict umask stays closed, however it is mounted. */
async function refuseUnreadable(): Promise<void> {
  const samples = ["", "package.json", "apps/api/src/main.ts", "python-activities/runner/main.py"];
  const modes = await Promise.all(samples.map(async (name) => (await stat(join(project, name))).mode));
  if (modes.every((mode) => (mode & OTHERS_MAY_READ) !== 0)) return;
  throw new UserError(
    `As root Riposte runs its parts as users of their own, and they may not read ${project}: let them (chmod -R a+rX), or start it as an ordinary user.`,
  );
}

async function mayMount(): Promise<boolean> {
  const probe = ["--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/tmp"];
  return (await runTool(UNSHARE, probe)).code === 0;
}

/** Without what lies below another of them. */
export function outermost(paths: readonly string[]): readonly string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other !== path && path.startsWith(`${other}/`)));
}
