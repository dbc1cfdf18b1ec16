/** "Block host.playbook.json", of letters that every system takes. */
export function fileNameOf(name: string, kind: "playbook" | "cacao"): string {
  const safe = name.replace(/[^\p{L}\p{N} ._-]+/gu, "-").replace(/^[.\s-]+|[.\s-]+$/g, "");
  return `${safe === "" ? "playbook" : safe.slice(0, 100)}.${kind}.json`;
}

/** "Block host", "Block host copy", "Block host copy 2": the first that nobody has. */
export function freeName(wanted: string, taken: ReadonlySet<string>, suffix: string): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 1; ; number++) {
    const end = number === 1 ? ` ${suffix}` : ` ${suffix} ${number}`;
    const name = wanted.slice(0, 200 - end.length) + end;
    if (!taken.has(name)) return name;
  }
}
