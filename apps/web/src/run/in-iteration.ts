/**
 * Of all records, those that belong to one iteration: what is in it, what is around it, and what is in none of its
 * loops. `outer[3]` keeps `outer[3]/inner[0]` and leaves `outer[4]` out; "": all.
 */
export function inIteration<T extends { readonly scope: string }>(
  steps: readonly T[],
  chosen: string,
): readonly T[] {
  if (chosen === "") return steps;
  const wanted = chosen.split("/");
  return steps.filter(({ scope }) => {
    if (scope === "") return true;
    for (const [depth, part] of scope.split("/").entries()) {
      const other = wanted[depth];
      // Another loop at the same place: it has iterations of its own.
      if (other === undefined || loopOf(part) !== loopOf(other)) return true;
      if (part !== other) return false;
    }
    return true;
  });
}

/** `outer[3]` → `outer` */
function loopOf(part: string): string {
  return part.replace(/\[\d+\]$/, "");
}
