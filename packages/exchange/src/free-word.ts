/** "Not detected" → `not_detected`, `not_detected_2`. */
export function freeWord(text: string, taken: ReadonlySet<string>, otherwise: string): string {
  const plain = /^[a-z_][a-z0-9_]{0,63}$/.test(text) ? text : wordOf(text);
  const base = /^[a-z_]/.test(plain) ? plain : otherwise;
  for (let at = 2, name = base; ; at++) {
    if (!taken.has(name)) return name;
    name = `${base.slice(0, 56)}_${at}`;
  }
}

function wordOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replaceAll(/^[_0-9]+(?=.)|_+$/g, "")
    .slice(0, 56);
}
