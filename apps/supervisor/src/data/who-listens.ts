import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

const LISTENING = "0A";
/** As we start it ourselves. */
const OUR_API = "apps/api/src/main.ts";

/** Which process listens on a TCP port, for people; null where that cannot be seen. */
export async function whoListens(port: number): Promise<string | null> {
  const inodes = new Set([...(await socketsOf("tcp", port)), ...(await socketsOf("tcp6", port))]);
  if (inodes.size === 0) return null;
  const names = await readdir("/proc").catch(() => []);
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    if (await holdsOne(pid, inodes)) return describe(pid, await argumentsOf(pid), await parentOf(pid));
  }
  return null;
}

async function socketsOf(table: "tcp" | "tcp6", port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, "utf8").catch(() => "");
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTENING && local?.endsWith(`:${wanted}`) === true)
    .map((fields) => fields[9] ?? "");
}

async function holdsOne(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => "");
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}

async function argumentsOf(pid: string): Promise<readonly string[]> {
  return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0").filter(Boolean);
}

async function parentOf(pid: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return /^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? pid;
}

/** @param parent Of another Riposte its supervisor, which would start again whatever else is stopped. */
export function describe(pid: string, [program = "", ...words]: readonly string[], parent: string): string {
  if (words.includes(OUR_API)) return `another Riposte (process ${parent})`;
  const command = [basename(program), ...words].join(" ").slice(0, 80);
  return `process ${pid} (${command})`;
}
