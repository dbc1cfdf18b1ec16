import type { ReactNode } from "react";
import classes from "./section.module.css";

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Of its heading: 2 on a page, 3 in a panel, which has a heading of its own. */
  readonly level?: 2 | 3;
}

/** A headed part of a page or a panel. */
export function Section({ title, children, level = 3 }: SectionProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={classes["section"]} aria-label={title}>
      <Heading className={classes["title"]}>{title}</Heading>
      {children}
    </section>
  );
}
