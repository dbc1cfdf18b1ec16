interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly details?: unknown;
}

/**
 * What is asked of a run is written down before it is asked, and once more where the run refused it or did not answer: so
 * nothing is lost when the answer is. For reading one of the two is enough, the one that says why. Newest first.
 */
export function tellOnce<E extends Entry>(entries: readonly E[]): readonly E[] {
  const answered: string[] = [];
  return entries.filter((entry) => {
    const { refused, unanswered, ...asked } = Object(entry.details) as Readonly<Record<string, unknown>>;
    const words = JSON.stringify([entry.actor, entry.action, entry.target, asked]);
    if (refused !== undefined || unanswered !== undefined) {
      answered.push(words);
      return true;
    }
    const at = answered.indexOf(words);
    if (at >= 0) answered.splice(at, 1);
    return at < 0;
  });
}
