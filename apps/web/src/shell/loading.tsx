import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./loading.module.css";

const PATIENCE_MS = 200;

/** Nothing for 200 ms, then the outline of what comes. */
export function Loading({ rows = 6, label = "Loading" }: { rows?: number; label?: string }) {
  const shown = useAfter(PATIENCE_MS);
  return (
    <output aria-label={label} className={classes["loading"]}>
      {shown && Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={20} />)}
    </output>
  );
}

function useAfter(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}
