import type { DataNode } from "./data-node.ts";

/** One line of the tree of data. */
export interface DataRow {
  readonly node: DataNode;
  readonly depth: number;
  /** How many lines it opens to; null where it cannot be opened. */
  readonly size: number | null;
  readonly isOpen: boolean;
  readonly position: number;
  readonly siblings: number;
}

/** The lines to be seen while these paths are open. */
export function dataRows(roots: readonly DataNode[], open: ReadonlySet<string>): DataRow[] {
  const rows: DataRow[] = [];
  const add = (nodes: readonly DataNode[], depth: number): void => {
    for (const [at, node] of nodes.entries()) {
      const children = node.children();
      const isOpen = children.length > 0 && open.has(node.path);
      rows.push({
        node,
        depth,
        size: children.length === 0 ? null : children.length,
        isOpen,
        position: at + 1,
        siblings: nodes.length,
      });
      if (isOpen) add(children, depth + 1);
    }
  };
  add(roots, 0);
  return rows;
}
