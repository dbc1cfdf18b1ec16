import type { StepOutline } from "./run-data.ts";
import { stepKey } from "./run-data.ts";

type Line = Pick<StepOutline, "step" | "scope"> & { readonly key: string };

/** Under a loop's own line stand those of its iterations, whichever was recorded first; all else keeps its order. */
export function underTheirLoops<L extends Line>(lines: readonly L[]): readonly L[] {
  const known = new Map(lines.map((line) => [line.key, line]));
  const inside = new Map<string, L[]>([["", []]]);
  const placed = new Set<string>();
  const place = (line: L, loop = "") => {
    if (placed.has(line.key)) return;
    placed.add(line.key);
    const beside = inside.get(loop);
    if (beside === undefined) inside.set(loop, [line]);
    else beside.push(line);
  };
  for (const line of lines) {
    const loops = loopsAround(line.scope).filter((key) => known.has(key));
    // Where the first of what is in it stands, if its own record came later.
    for (const [at, key] of loops.entries()) {
      const loop = known.get(key);
      if (loop !== undefined) place(loop, loops[at - 1]);
    }
    place(line, loops.at(-1));
  }
  const withInside = (line: L): readonly L[] => [line, ...(inside.get(line.key) ?? []).flatMap(withInside)];
  return (inside.get("") ?? []).flatMap(withInside);
}

/** Those of `lines` that stand in no folded loop, each with how many loops are around it and how many lines it holds. */
export function foldedLines<L extends Line>(lines: readonly L[], folded: ReadonlySet<string>) {
  const known = new Set(lines.map(({ key }) => key));
  const around = (line: L) => loopsAround(line.scope).filter((key) => known.has(key));
  const holds = new Map<string, number>();
  for (const key of lines.flatMap(around)) holds.set(key, (holds.get(key) ?? 0) + 1);
  const shown = lines.filter((line) => around(line).every((key) => !folded.has(key)));
  return { shown, holds };
}

/** `outer[3]/inner[0]` → the keys of "outer" and of "inner" in `outer[3]` */
export function loopsAround(scope: string): readonly string[] {
  if (scope === "") return [];
  const parts = scope.split("/");
  return parts.map((part, at) =>
    stepKey({ step: part.replace(/\[\d+\]$/, ""), scope: parts.slice(0, at).join("/") }),
  );
}
