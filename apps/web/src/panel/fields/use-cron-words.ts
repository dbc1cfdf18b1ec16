import { useEffect, useState } from "react";
import type { CronWords } from "./cron-words.ts";

/** What a cron expression means; null for none, and until the words for it are loaded. */
export function useCronWords(text: string): CronWords | null {
  const [said, setSaid] = useState<{ readonly of: string; readonly words: CronWords } | null>(null);
  useEffect(() => {
    if (text.trim() === "") return;
    let isOver = false;
    const say = async () => {
      const { cronWords } = await import("./cron-words.ts");
      if (!isOver) setSaid({ of: text, words: cronWords(text) });
    };
    void say();
    return () => {
      isOver = true;
    };
  }, [text]);
  return said?.of === text ? said.words : null;
}
