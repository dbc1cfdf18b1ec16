import type { ValueRow } from "./value-rows.ts";

type Row = Pick<ValueRow, "size" | "isOpen" | "depth">;

/** Where a key leads to in a tree: to a line, to opening or closing this one, or nowhere (null). */
export function nextInTree(key: string, rows: readonly Row[], at: number): number | "flip" | null {
  const row = rows[at];
  if (row === undefined) return null;
  const opens = row.size !== null && row.size > 0;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, rows.length - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    case "ArrowRight":
      if (!opens) return at;
      return row.isOpen ? at + 1 : "flip";
    case "ArrowLeft":
      return row.isOpen ? "flip" : Math.max(parentOf(rows, at), 0);
    case "Enter":
    case " ":
      return opens ? "flip" : at;
    default:
      return null;
  }
}

function parentOf(rows: readonly Row[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  return rows.findLastIndex((row, index) => index < at && row.depth < depth);
}
