import type { RunOutline, StepOutline } from "./run-data.ts";

/** One time of a run at which something happened, in milliseconds. */
export interface Moment {
  readonly at: number;
  readonly words: string;
}

type Told = Pick<RunOutline, "run" | "steps" | "graph">;

/** More than these at once are counted. */
const NAMED = 2;

/** Whenever something happened, in order; of what happened at once, the last is what it came to. */
export function momentsOf({ run, steps }: Pick<Told, "run" | "steps">): readonly Moment[] {
  const ofSteps = steps.flatMap((step) => [
    ...timed(step.startedAt, `${step.label} began`),
    ...(step.state === "skipped"
      ? []
      : timed(step.finishedAt, `${step.label} ${ENDED[step.state] ?? "ended"}`)),
  ]);
  // It is written down by another process than its steps are, a little later.
  const began = timed(run.startedAt, "The run began").map(({ at, words }) => ({
    at: Math.min(at, ...ofSteps.map((moment) => moment.at)),
    words,
  }));
  const found = [...began, ...ofSteps, ...timed(run.finishedAt, "The run ended")].toSorted(
    (one, other) => one.at - other.at,
  );
  return [...Map.groupBy(found, ({ at }) => at)].map(([at, together]) => {
    const named = together.slice(-NAMED).map(({ words }) => words);
    const before = together.length - named.length;
    return { at, words: `${named.join(", ")}${before === 0 ? "" : `, and ${before} more`}` };
  });
}

const ENDED: Readonly<Partial<Record<StepOutline["state"], string>>> = {
  done: "was done",
  failed: "failed",
  cancelled: "was cancelled",
  unknown: "ended, nobody knows how",
};

/** What was known of a run at a time. */
export function outlineAt<T extends Told>(outline: T, at: number): T {
  const { run, steps, graph } = outline;
  const waits = new Map(graph.nodes.map(({ id, kind }) => [id, UNDER_WAY[kind] ?? "running"]));
  const wasOver = run.finishedAt !== null && Date.parse(run.finishedAt) <= at;
  return {
    ...outline,
    run: { ...run, over: run.over && wasOver, startedAt: isBy(run.startedAt, at) ? run.startedAt : null },
    steps: steps.flatMap((step): StepOutline[] => {
      const { startedAt, finishedAt } = step;
      if (!isBy(startedAt ?? finishedAt, at)) return [];
      if (finishedAt === null || isBy(finishedAt, at)) return [step];
      const state = waits.get(step.step) ?? "running";
      return [{ ...step, state, port: null, finishedAt: null, failure: null }];
    }),
  };
}

/** What a step is while it has begun and not ended; of actions, at work. */
const UNDER_WAY: Readonly<Record<string, StepOutline["state"]>> = {
  wait: "waiting",
  wait_event: "waiting",
  approval: "approval",
};

function isBy(time: string | null, at: number): boolean {
  return time !== null && Date.parse(time) <= at;
}

function timed(time: string | null, words: string): readonly Moment[] {
  return time === null ? [] : [{ at: Date.parse(time), words }];
}
