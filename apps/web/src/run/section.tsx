import type { ReactNode } from "react";
import classes from "./section.module.css";

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A headed part of a panel. */
export function Section({ title, children }: SectionProps) {
  return (
    <section className={classes["section"]} aria-label={title}>
      <h3 className={classes["title"]}>{title}</h3>
      {children}
    </section>
  );
}
