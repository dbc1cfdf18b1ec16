import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./folding-table.module.css";

interface Column {
  readonly title: string;
  /** In pixels; those without share what is left. */
  readonly width?: number;
  /** Only for those who do not see it: what stands there says itself. */
  readonly hidden?: true;
  /** Left out where its rows do not fold yet and there is no room for all; its cells carry `data-wide`. */
  readonly wide?: true;
}

interface FoldingTableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Rows. Where they fold, a cell says what it holds by `data-label`, and stands beside its neighbours by `data-beside`. */
  readonly children: ReactNode;
}

/** A table whose rows fold into blocks where there is no room for its columns, so that nothing is cut. */
export function FoldingTable({ label, columns, children }: FoldingTableProps) {
  return (
    <div className={classes["frame"]}>
      <Table highlightOnHover verticalSpacing={6} aria-label={label} className={classes["table"]}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, width, hidden, wide }) => (
              <Table.Th
                key={title}
                {...(width === undefined ? {} : { w: width })}
                {...(wide === true ? { "data-wide": true } : {})}
              >
                {hidden === true ? <VisuallyHidden>{title}</VisuallyHidden> : title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
