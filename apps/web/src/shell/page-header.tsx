import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTabTitle } from "./use-tab-title.ts";
import classes from "./page-header.module.css";

interface PageHeaderProps {
  readonly title: string;
  /** What the browser's tab says, where that is more than the title. */
  readonly tab?: string;
  /** One line beside the title: a count, a state. */
  readonly about?: ReactNode;
  /** Links to what is above this page. */
  readonly above?: ReactNode;
  /** Buttons, at the far end. */
  readonly children?: ReactNode;
}

/** The top of a page: its only h1, and what can be done with the whole of it. */
export function PageHeader({ title, tab = title, about, above, children }: PageHeaderProps) {
  useTabTitle(tab);
  return (
    <header className={classes["header"]}>
      <div className={classes["text"]}>
        {above !== undefined && <div className={classes["above"]}>{above}</div>}
        <div className={classes["line"]}>
          <Title order={1} className={classes["title"]}>
            {title}
          </Title>
          {about !== undefined && <div className={classes["about"]}>{about}</div>}
        </div>
      </div>
      {children !== undefined && <div className={classes["buttons"]}>{children}</div>}
    </header>
  );
}
