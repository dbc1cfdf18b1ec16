interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly details?: unknown;
}

/**
 * What is asked of a run is written down before it is asked, and once more where the run refused it: so nothing is lost
 * when the answer is. For reading one of the two is enough, the one that says why. Newest first.
 */
export function tellOnce<E extends Entry>(entries: readonly E[]): readonly E[] {
  const refused: string[] = [];
  return entries.filter((entry) => {
    const { notDone, ...asked } = Object(entry.details) as Readonly<Record<string, unknown>>;
    const words = JSON.stringify([entry.actor, entry.action, entry.target, asked]);
    if (notDone !== undefined) {
      refused.push(words);
      return true;
    }
    const at = refused.indexOf(words);
    if (at >= 0) refused.splice(at, 1);
    return at < 0;
  });
}
