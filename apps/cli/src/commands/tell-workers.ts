interface WorkerLine {
  readonly build: string;
  readonly release: string;
  readonly standing: "current" | "behind" | "refusing";
  /** Null: as it should be, or not for whoever asks. */
  readonly reason: string | null;
}

/** Runs are taken, and nobody who could take them refuses to. */
export function areWell(workers: readonly WorkerLine[]): boolean {
  if (workers.length === 0) return true;
  if (workers.some(({ standing }) => standing === "refusing")) return false;
  return workers.some(({ standing, reason }) => standing === "current" && reason === null);
}

/** One line for each build that is there. */
export function tellWorkers(workers: readonly WorkerLine[]): string[] {
  return workers.map(({ build, release, standing, reason }) => {
    const does = standing === "current" ? "takes the runs" : "takes no runs";
    const why = reason === null ? "" : `: ${reason}`;
    return `workers   Riposte ${release} (build ${build.slice(0, 8)}) ${does}${why}`;
  });
}
