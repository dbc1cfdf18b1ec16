import type { RunStep } from "../client.ts";

/**
 * Steps as a story tells them, given in the order they began: what goes on in a loop stands after it, iteration by
 * iteration.
 */
export function inOrder<Step extends Pick<RunStep, "step" | "scope">>(steps: readonly Step[]): Step[] {
  return told(
    steps.map((step) => ({ step, path: step.scope === "" ? [] : step.scope.split("/") })),
    0,
  );
}

interface Placed<Step> {
  readonly step: Step;
  /** `outer[3]/inner[0]`, from the outside in. */
  readonly path: readonly string[];
}

function told<Step extends Pick<RunStep, "step">>(steps: readonly Placed<Step>[], depth: number): Step[] {
  const here = steps.filter(({ path }) => path.length === depth);
  const loops = Map.groupBy(
    steps.filter(({ path }) => path.length > depth),
    ({ path }) => loopOf(path[depth]),
  );
  const within = (loop: string): Step[] => {
    const iterations = Map.groupBy(loops.get(loop) ?? [], ({ path }) => numberOf(path[depth]));
    loops.delete(loop);
    return [...iterations]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([, iteration]) => told(iteration, depth + 1));
  };
  const known = here.flatMap(({ step }) => [step, ...within(step.step)]);
  return [...known, ...[...loops.keys()].flatMap(within)];
}

function loopOf(iteration = ""): string {
  return iteration.replace(/\[\d+\]$/, "");
}

function numberOf(iteration = ""): number {
  return Number(/\[(\d+)\]$/.exec(iteration)?.[1] ?? 0);
}
