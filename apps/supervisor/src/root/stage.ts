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

/** What Riposte cannot do without. */
export interface Needed {
  readonly path: string;
  /** What it is: "the project". */
  readonly what: string;
  /** What to do where it is out of reach: "move it to …". */
  readonly advice: string;
}

interface Shown {
  readonly needed: readonly Needed[];
  /** Shown where that can be done; it is well without them. */
  readonly optional?: readonly string[];
}

/** What has to be shown in a folder that other users may not enter. */
export interface Closed {
  readonly folder: string;
  readonly kept: readonly string[];
}

/**
 * As root, with something to show below a folder that only root may enter, becomes this program again where other users
 * can reach it: in a mount namespace in which that folder is empty but for the way to what is shown. The process
 * stays the same, so that who started it can still end it. Returns where nothing had to be done, or it is done, with
 * what of the optional stays out of reach. @throws UserError where something needed does.
 */
export async function stage({ needed, optional = [] }: Shown, python: string): Promise<readonly Closed[]> {
  if (process.getuid?.() !== 0) return [];
  await refuseUnreadable();
  const plan = await planOf([...needed.map(({ path }) => path), ...optional]);
  if (plan.length === 0) return [];
  if (isStaged() || !(await mayMount())) {
    const missed = await planOf(needed.map(({ path }) => path));
    if (missed.length > 0) throw new UserError(outOfReach(missed, needed));
    return plan;
  }
  if (process.execve === undefined) throw new Error("This Node cannot replace itself by another program.");
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const namespace = ["unshare", "--mount", "--propagation", "private"];
  const script = [python, "-I", "-S", SCRIPT, JSON.stringify(plan)];
  return process.execve(UNSHARE, [...namespace, ...script, ...again], {
    ...definedVariables(),
    RIPOSTE_STAGED: String(process.pid),
  });
}

/** Names each thing that is needed, the folder that is in the way, and what to do. */
export function outOfReach(missed: readonly Closed[], needed: readonly Needed[]): string {
  const sentences = missed.flatMap(({ folder, kept }) =>
    needed
      .filter(({ path }) => kept.includes(path))
      .map(
        ({ path, what, advice }) => `They may not enter ${folder}, where ${what} lies (${path}): ${advice}.`,
      ),
  );
  return [
    "As root Riposte runs its parts as users of their own.",
    ...new Set(sentences),
    "Or start it as an ordinary user.",
  ].join(" ");
}

/** What is well without, in one line. */
export function leftOut(closed: readonly Closed[]): string {
  const places = closed.flatMap(({ kept }) => kept).join(", ");
  const folders = closed.map(({ folder }) => folder).join(", ");
  return `Scripts do without the Python versions in ${places}: the users that run them may not enter ${folders}.`;
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
