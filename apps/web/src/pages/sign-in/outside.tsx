import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useEffect } from "react";
import classes from "./outside.module.css";

interface OutsideProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children: ReactNode;
}

/** What stands around a page of somebody who is not signed in. */
export function Outside({ title, about, children }: OutsideProps) {
  useEffect(() => {
    document.title = `${title} · Riposte`;
  }, [title]);
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
