import { stepKey } from "./run-data.ts";
import type { RunNews, RunOutline, StepOutline } from "./run-data.ts";

/** The outline with what is newer in `news`; steps keep their places, new ones come last. */
export function mergeNews(outline: RunOutline, news: RunNews): RunOutline {
  const newer = new Map(news.steps.map((step) => [stepKey(step), step]));
  const steps: StepOutline[] = outline.steps.map((step) => {
    const key = stepKey(step);
    const other = newer.get(key);
    if (other === undefined) return step;
    newer.delete(key);
    return other.seq >= step.seq ? other : step;
  });
  steps.push(...newer.values());
  return { ...outline, run: news.run, steps, counts: news.counts ?? outline.counts };
}

/** False: something changed that was not told, and the outline has to be read again. */
export function addsUp({ steps, counts }: Pick<RunOutline, "steps" | "counts">): boolean {
  const left: Partial<Record<string, number>> = { ...counts };
  for (const { state } of steps) left[state] = (left[state] ?? 0) - 1;
  return Object.values(left).every((count) => count === 0);
}
