import type { ReactNode } from "react";
import classes from "./page-body.module.css";

/** What stands under a `PageHeader`; `narrow` for what is read rather than scanned. */
export function PageBody({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div className={narrow ? `${classes["body"]} ${classes["narrow"]}` : classes["body"]}>{children}</div>
  );
}
