import { harmlessText } from "@riposte/plan/harmless-text";

/** A folder as it stands in the list, with all below it counted in. */
export interface ShelfLine {
  readonly path: string;
  /** Its last part, as it may be shown. */
  readonly name: string;
  readonly depth: number;
  readonly playbooks: number;
}

interface Folder {
  readonly folder: string;
  readonly playbooks: number;
}

/** Every folder, also one that only holds others, each under the one that it is in. */
export function shelfTree(folders: readonly Folder[]): readonly ShelfLine[] {
  const counts = new Map<string, number>();
  for (const { folder, playbooks } of folders) {
    const parts = folder.split("/");
    for (let end = 1; end <= parts.length; end++) {
      const path = parts.slice(0, end).join("/");
      counts.set(path, (counts.get(path) ?? 0) + playbooks);
    }
  }
  return [...counts]
    .map(([path, playbooks]) => {
      const parts = path.split("/");
      return { path, name: harmlessText(parts.at(-1) ?? path), depth: parts.length - 1, playbooks };
    })
    .toSorted((one, other) => comparePaths(one.path, other.path));
}

/** Part by part: what is in a folder stands right under it. */
function comparePaths(one: string, other: string): number {
  const [a, b] = [one.split("/"), other.split("/")];
  for (const [at, part] of a.entries()) {
    const against = b[at];
    if (against === undefined) return 1;
    const order = part.localeCompare(against, "en", { sensitivity: "base", numeric: true });
    if (order !== 0) return order;
    if (part !== against) return part < against ? -1 : 1;
  }
  return a.length - b.length;
}
