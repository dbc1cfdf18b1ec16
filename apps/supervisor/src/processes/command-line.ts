import { constants } from "node:os";
import type { User } from "../root/users.ts";
import { becomeScript } from "../project.ts";

export interface Becoming {
  readonly python: string;
  /** Null: as whoever we are. */
  readonly user: User | null;
  /** What it gets when we are gone without having stopped it. */
  readonly deathSignal: NodeJS.Signals;
}

/** The command line that turns into `command` as that user; everything that we start is started this way. */
export function becoming(
  command: readonly string[],
  { python, user, deathSignal }: Becoming,
): readonly string[] {
  const uid = user === null ? "-" : String(user.uid);
  const gid = user === null ? "-" : String(user.gid);
  const noNewPrivileges = user === null ? "0" : "1";
  const signal = String(constants.signals[deathSignal]);
  const before = [python, "-I", "-S", becomeScript, uid, gid, noNewPrivileges, signal];
  return [...before, String(process.pid), ...command];
}
