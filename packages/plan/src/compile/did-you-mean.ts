/** The name that was probably meant, as a sentence; nothing where none is near. */
export function didYouMean(written: string, names: Iterable<string>): { hint?: string } {
  const near = nearest(written, names);
  return near === null ? {} : { hint: `Did you mean "${near}"?` };
}

function nearest(written: string, names: Iterable<string>): string | null {
  const furthest = Math.max(1, Math.floor(written.length / 3));
  let best: string | null = null;
  let bestDistance = furthest + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best;
}

/** Insertions, deletions and replacements from one to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
