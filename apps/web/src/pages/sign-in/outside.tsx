import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTabTitle } from "../../shell/use-tab-title.ts";
import classes from "./outside.module.css";

interface OutsideProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children: ReactNode;
}

/** What stands around a page of somebody who is not signed in. */
export function Outside({ title, about, children }: OutsideProps) {
  useTabTitle(title);
  return (
    <main className={classes["page"]}>
      <div className={classes["card"]}>
        <p className={classes["brand"]}>Riposte</p>
        <Title order={1}>{title}</Title>
        {about !== undefined && <p className={classes["about"]}>{about}</p>}
        <div className={classes["content"]}>{children}</div>
      </div>
    </main>
  );
}
