import type { Plan, PlanStep } from "../../plan.ts";

/** Whether a step means the same in both plans: it, the ways into it, and of a loop all that stands in it. */
export function sameStep(past: Plan, next: Plan, id: string): boolean {
  const [before, now] = [meaningOf(past, id), meaningOf(next, id)];
  return before !== null && before === now;
}

function meaningOf(plan: Plan, id: string): string | null {
  const within = new Set([id]);
  // A body stands after its loop, in whatever order they were drawn.
  for (let size = 0; size !== within.size;) {
    size = within.size;
    for (const step of plan.steps) if (within.has(step.parent ?? "")) within.add(step.id);
  }
  const steps = plan.steps.filter((step) => within.has(step.id)).map(withoutNames);
  if (steps.length === 0) return null;
  const ways = plan.edges.flatMap(({ from, port, to }) => (within.has(to) ? [`${from}:${port}:${to}`] : []));
  return canonical([steps.toSorted((a, b) => (a.id < b.id ? -1 : 1)), ways.toSorted()]);
}

/** What people call it, or what it calls or waits for, says nothing about what it does. */
function withoutNames({ label: _label, ...step }: PlanStep) {
  if (step.kind === "sub_playbook") return { ...step, playbook: step.playbook.id };
  return step.kind === "wait_event" ? { ...step, source: step.source.id } : step;
}

/** The same text whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
