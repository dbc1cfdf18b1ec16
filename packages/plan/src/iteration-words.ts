/** `outer[3]/inner[0]` → "For each host 4, For each port 1"; null: it stands in no loop. */
export function iterationWords(
  scope: string,
  steps: ReadonlyMap<string, { readonly label: string }>,
): string | null {
  if (scope === "") return null;
  return scope
    .split("/")
    .map((part) => {
      const [, id = part, at] = /^(.+)\[(\d+)\]$/.exec(part) ?? [];
      const label = steps.get(id)?.label ?? id;
      return at === undefined ? label : `${label} ${Number(at) + 1}`;
    })
    .join(", ");
}
