import { useEffect, useId, useState } from "react";
import { usePanel } from "../panel-context.ts";
import { pagePreviewer } from "../preview/page-previewer.ts";
import { previewContext } from "../preview/preview-context.ts";
import type { Scope } from "../data/scope.ts";

const REST_MS = 200;

/**
 * Which of the conditions is the first that holds with the data of the chosen run; -1: none does. Null where nobody
 * knows: it has not run, some of the data is missing, or one of them fails.
 */
export function useTakenCase(conditions: readonly string[]): number | null {
  const { scope, sample } = usePanel();
  const key = useId();
  const all = JSON.stringify(conditions);
  const hasRun = sample.run !== null;
  const [found, setFound] = useState<{ readonly of: string; readonly at: number | null } | null>(null);
  useEffect(() => {
    if (!hasRun) return;
    let isOver = false;
    const look = async () => {
      const at = await firstThatHolds(JSON.parse(all) as string[], scope, key);
      if (!isOver) setFound({ of: all, at });
    };
    const timer = setTimeout(() => void look(), REST_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [all, scope, hasRun, key]);
  return hasRun && found?.of === all ? found.at : null;
}

async function firstThatHolds(
  conditions: readonly string[],
  scope: Scope,
  key: string,
): Promise<number | null> {
  for (const [at, text] of conditions.entries()) {
    const from = previewContext(text, "expression", scope);
    if (from === null || from.madeUp.length > 0) return null;
    // oxlint-disable-next-line no-await-in-loop -- those after the first that holds are not looked at
    const rendered = await pagePreviewer.render(`${key} ${at}`, {
      text,
      mode: "expression",
      context: from.context,
      now: Date.now(),
    });
    if (rendered?.kind !== "value") return null;
    if (rendered.text === "yes") return at;
  }
  return -1;
}
