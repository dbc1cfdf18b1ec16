import { isCi } from "../env.ts";
import { findOnPath } from "./find-on-path.ts";

/** What is said where something cannot be tested; in CI that is the end. */
export interface Missing {
  readonly advice: string;
  readonly fatal: boolean;
}

/** Whether scripts can be tested in their sandbox. */
export async function checkSandbox(): Promise<Missing | null> {
  if (process.platform !== "linux" || (await findOnPath("bwrap")) !== null) return null;
  const advice =
    "bubblewrap is missing, so the sandbox cannot be tested: apt-get install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora).";
  return { advice, fatal: isCi() };
}
