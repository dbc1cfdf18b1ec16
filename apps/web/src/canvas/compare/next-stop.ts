/** The next of the stops after a step, or before it; round the end it begins anew. From elsewhere: the first, or the last. */
export function nextStop(stops: readonly string[], from: string | null, way: 1 | -1): string | null {
  const at = from === null ? -1 : stops.indexOf(from);
  if (at === -1) return (way === 1 ? stops[0] : stops.at(-1)) ?? null;
  return stops[(at + way + stops.length) % stops.length] ?? null;
}
