import { isCi, searchPath } from "../env.ts";
import { access, constants } from "node:fs/promises";
import { join } from "node:path";

/** What is said where scripts cannot be tested in their sandbox; in CI that is the end. */
export async function checkSandbox(): Promise<{ readonly advice: string; readonly fatal: boolean } | null> {
  if (process.platform !== "linux" || (await isOnPath("bwrap"))) return null;
  const advice =
    "bubblewrap is missing, so the sandbox cannot be tested: apt-get install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora).";
  return { advice, fatal: isCi() };
}

async function isOnPath(command: string): Promise<boolean> {
  for (const folder of searchPath()) {
    const there = await access(join(folder, command), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return true;
  }
  return false;
}
