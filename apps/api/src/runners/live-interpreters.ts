import { listRunners } from "@riposte/db";
import type { RunnerRow } from "@riposte/db";
import type { Services } from "../services.ts";

/** Versions of Python that the installation's runners have which are there now, the oldest first; none where no runner is there. */
export async function liveInterpreters(
  { db }: Pick<Services, "db">,
  workspaceId: string,
): Promise<readonly string[]> {
  return interpretersOf(await listRunners(db, workspaceId));
}

export function interpretersOf(runners: readonly RunnerRow[]): readonly string[] {
  const live = runners.filter(({ isAlive, isOwn }) => isAlive && isOwn);
  const versions = live.flatMap(({ interpreters }) => interpreters.map(({ version }) => version));
  return [...new Set(versions)].toSorted((one, other) => order(one) - order(other));
}

/** "3.9" comes before "3.11". */
function order(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1_000 + minor;
}
