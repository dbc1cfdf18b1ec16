import { listBuilds } from "@riposte/db";
import type { NotedBuild } from "@riposte/db";
import { promptly } from "../promptly.ts";
import type { Services } from "../services.ts";

export type WorkerLine = Pick<NotedBuild, "build" | "release" | "standing" | "reason">;

const PATIENCE_MS = 2_000;

/** The builds whose workers are there, on whichever machine, and which of them takes the runs. */
export async function readWorkers({ sql }: Pick<Services, "sql">): Promise<readonly WorkerLine[]> {
  try {
    const builds = await promptly(listBuilds(sql), PATIENCE_MS);
    return builds
      .filter(({ isAlive }) => isAlive)
      .map(({ build, release, standing, reason }) => ({ build, release, standing, reason }));
  } catch {
    return [];
  }
}
