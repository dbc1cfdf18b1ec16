import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { UserError } from "../user-error.ts";
import { runTool } from "../setup/run-tool.ts";

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Who runs what when root starts Riposte; the builder and the egress proxy have their users before their processes. */
const NAMES = {
  database: "riposte-database",
  temporal: "riposte-temporal",
  riposte: "riposte",
  runner: "riposte-runner",
  builder: "riposte-builder",
  egress: "riposte-egress",
} as const;

export type Users = Readonly<Record<keyof typeof NAMES, User>>;

/** Sandboxes get a user each out of this range, which belongs to nobody and exists in small containers too. */
export const SANDBOX_UIDS = { base: 60_578, count: 512 } as const;

/** Null for an ordinary user, who is all of them. */
export async function ensureUsers(): Promise<Users | null> {
  if (process.getuid?.() !== 0) return null;
  if (process.platform !== "linux") {
    throw new UserError("As root Riposte runs on Linux only: start it as an ordinary user.");
  }
  const found = await readUsers();
  const missing = Object.values(NAMES).filter((name) => !found.has(name));
  for (const name of missing) await addUser(name);
  const users = missing.length === 0 ? found : await readUsers();
  const entries = Object.entries(NAMES).map(([role, name]) => [role, need(users, name)]);
  return Object.fromEntries(entries) as Users;
}

export function currentUser(): User {
  const { geteuid, getegid } = process;
  if (geteuid === undefined || getegid === undefined) throw new UserError("Riposte runs on Linux and macOS.");
  const [uid, gid] = [geteuid(), getegid()];
  return { name: nameOf(uid), uid, gid };
}

/** In containers a uid may have no entry in /etc/passwd. */
function nameOf(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${uid}`;
  }
}

async function readUsers(): Promise<Map<string, User>> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n");
  const users = lines.map((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return [name, { name, uid: Number(uid), gid: Number(gid) }] as const;
  });
  return new Map(users);
}

async function addUser(name: string): Promise<void> {
  const parameters = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"];
  const shell = ["--shell", "/usr/sbin/nologin"];
  const { code, stderr } = await runTool("useradd", [...parameters, ...shell, name]);
  if (code === 0) return;
  const why = code === 127 ? "useradd is not installed" : stderr.trim();
  throw new UserError(
    `As root Riposte runs its parts as users of their own, and ${name} could not be added (${why}): add it, or start Riposte as an ordinary user.`,
  );
}

function need(users: ReadonlyMap<string, User>, name: string): User {
  const user = users.get(name);
  if (user === undefined || user.uid === 0) {
    throw new UserError(`The user ${name} is missing, or is root: add it with useradd --system ${name}.`);
  }
  return user;
}
