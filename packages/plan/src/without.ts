/** The value without what stands at these places below it; nothing is changed in place. */
export function without(value: unknown, places: readonly (readonly PropertyKey[])[]): unknown {
  if (places.length === 0 || typeof value !== "object" || value === null) return value;
  const below = Map.groupBy(places, ([key]) => String(key));
  const inner = (key: string, item: unknown) =>
    without(
      item,
      (below.get(key) ?? []).map((place) => place.slice(1)).filter(({ length }) => length > 0),
    );
  if (Array.isArray(value)) return value.map((item, at) => inner(String(at), item));
  const isKept = (key: string) => below.get(key)?.every((place) => place.length > 1) ?? true;
  const kept = Object.entries(value).filter(([key]) => isKept(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, inner(key, item)]));
}
