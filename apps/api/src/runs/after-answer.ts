import { DEFAULT_PORT, FAILURE_PORT } from "@riposte/plan";
import type { Plan } from "@riposte/plan";

/** What each answer to "what became of this step?" leads to, by the labels of steps. */
export interface AfterAnswer {
  /** The steps that come next once it counts as done. */
  readonly done: readonly string[];
  /** The steps that come next once it counts as failed; null: the run fails there. */
  readonly failed: readonly string[] | null;
  /** The steps that read its output, which is empty where it only counts as done. */
  readonly readers: readonly string[];
}

type DrawnPlan = Pick<Plan, "edges"> & {
  readonly steps: readonly Pick<Plan["steps"][number], "id" | "label" | "onFailure" | "reads">[];
};

export function afterAnswer({ steps, edges }: DrawnPlan, id: string): AfterAnswer | null {
  const step = steps.find((each) => each.id === id);
  if (step === undefined) return null;
  const after = (port: string) =>
    steps
      .filter((each) => edges.some((edge) => edge.from === id && edge.port === port && edge.to === each.id))
      .map(({ label }) => label);
  const done = after(DEFAULT_PORT);
  const branched = after(FAILURE_PORT);
  return {
    done,
    failed: { stop: null, ask: null, continue: done, branch: branched }[step.onFailure],
    readers: steps.filter(({ reads }) => reads.includes(id)).map(({ label }) => label),
  };
}
