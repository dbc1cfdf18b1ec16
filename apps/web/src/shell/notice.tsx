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
  /** It stands for the whole page, and has the page's only h1. */
  readonly isPage?: boolean;
}

/** Stands where a page's content would be. */
export function Notice(props: NoticeProps) {
  const { icon: Icon, title, children, steps, urgent = false, isPage = false } = props;
  const Heading = isPage ? "h1" : "h2";
  return (
    <section className={classes["notice"]} role={urgent ? "alert" : undefined}>
      <Icon size={28} stroke={1.5} aria-hidden className={classes["icon"]} />
      <Heading className={classes["title"]}>{title}</Heading>
      {children !== undefined && <div className={classes["text"]}>{children}</div>}
      {steps !== undefined && <div className={classes["steps"]}>{steps}</div>}
    </section>
  );
}
