import { useEffect } from "react";

/** What the browser's tab says; null leaves it as it is. */
export function useTabTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} · Riposte`;
  }, [title]);
}
