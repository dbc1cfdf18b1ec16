interface Told {
  readonly isAlive: boolean;
  readonly isDraining: boolean;
  readonly running: number;
}

/** What a runner is about, in a word or two. */
export function runnerState({ isAlive, isDraining, running }: Told): string {
  if (!isAlive) return "Gone";
  if (!isDraining) return "There";
  return running > 0 ? "Draining" : "Drained";
}
