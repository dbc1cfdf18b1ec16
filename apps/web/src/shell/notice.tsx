import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./notice.module.css";

interface NoticeProps {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  /** What can be done about it. */
  readonly steps?: ReactNode;
  /** Read out as soon as it appears. */
  readonly urgent?: boolean;
}

/** Stands where a page's content would be. */
export function Notice({ icon: Icon, title, children, steps, urgent = false }: NoticeProps) {
  return (
    <section className={classes["notice"]} role={urgent ? "alert" : undefined}>
      <Icon size={28} stroke={1.5} aria-hidden className={classes["icon"]} />
      <h2 className={classes["title"]}>{title}</h2>
      {children !== undefined && <div className={classes["text"]}>{children}</div>}
      {steps !== undefined && <div className={classes["steps"]}>{steps}</div>}
    </section>
  );
}
