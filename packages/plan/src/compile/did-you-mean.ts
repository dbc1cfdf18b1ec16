/** The name that was probably meant, as a sentence; nothing where none is near. */
export function didYouMean(written: string, names: Iterable<string>): { hint?: string } {
  const near = nearest(written, names);
  return near === null ? {} : { hint: `Did you mean "${near}"?` };
}

function nearest(written: string, names: Iterable<string>): string | null {
  const sought = written.toLowerCase();
  let best: string | null = null;
  let least = Infinity;
  for (const name of names) {
    // A third of the longer one: "trigr" lacks two letters, and nobody doubts what it means.
    const most = Math.max(1, Math.floor(Math.max(written.length, name.length) / 3));
    const tooFar = Math.min(most + 1, least);
    if (Math.abs(name.length - written.length) >= tooFar) continue;
    const distance = editDistance(sought, name.toLowerCase(), tooFar);
    if (distance >= tooFar) continue;
    best = name;
    least = distance;
  }
  return best;
}

/** Insertions, deletions and replacements from one to the other; `tooFar` where it is that or more: in a large playbook each of thousands of names is compared. */
function editDistance(a: string, b: string, tooFar: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    let left = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      left = Math.min(replaced, (row[j] ?? 0) + 1, left + 1);
      next.push(left);
      least = Math.min(least, left);
    }
    // It grows from row to row and never shrinks again.
    if (least >= tooFar) return tooFar;
    row = next;
  }
  return row[b.length] ?? 0;
}
