import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { z } from "zod";

/** A process beyond doubt: its pid, which is used again one day, and when it began. */
export const identity = z.object({ pid: z.int().positive(), started: z.string() });
export type Identity = Readonly<z.infer<typeof identity>>;

export interface ProcStat {
  readonly pid: number;
  /** What the process calls itself, cut to 15 characters. */
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly session: number;
  /** In ticks since the machine was booted. */
  readonly startTicks: string;
}

/** Null when there is no such process (any more). */
export async function identify(pid: number): Promise<Identity | null> {
  const started = process.platform === "linux" ? await startOnLinux(pid) : await startByPs(pid);
  return started === null ? null : { pid, started };
}

export async function isAlive(known: Identity): Promise<boolean> {
  return (await identify(known.pid))?.started === known.started;
}

/** Null when it is gone. */
export async function readStat(pid: number): Promise<ProcStat | null> {
  try {
    return parseStat(await readFile(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
}

/** A line of `/proc/<pid>/stat`: the command in parentheses may hold spaces and parentheses itself. */
export function parseStat(line: string): ProcStat {
  const pid = Number(line.slice(0, line.indexOf(" ")));
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent = "0", , session = "0"] = fields;
  const name = line.slice(line.indexOf("(") + 1, line.lastIndexOf(")"));
  return { pid, name, state, parent: Number(parent), session: Number(session), startTicks: fields[19] ?? "" };
}

async function startOnLinux(pid: number): Promise<string | null> {
  const stat = await readStat(pid);
  if (stat === null || stat.state === "Z" || stat.state === "X") return null;
  return startOf(stat);
}

/** Ticks count from the boot, so the boot is part of it. */
export async function startOf(stat: ProcStat): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return `${boot.trim()} ${stat.startTicks}`;
}

async function startByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim() === "" ? null : stdout.trim();
  } catch {
    return null;
  }
}
