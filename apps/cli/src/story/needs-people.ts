import type { RunOutline } from "../client.ts";
import { stepOptions } from "./step-options.ts";

type Seen = Pick<RunOutline, "steps"> & { readonly run: Pick<RunOutline["run"], "id" | "state" | "over"> };

const NEEDS_PEOPLE = ["approval", "unknown", "undecided"] as const;

/** Nothing moves in it any more until a person acts: no step is under way, and none waits for a time. */
export function waitsForPeople({ run, steps }: Seen): boolean {
  const states = new Set(steps.map(({ state }) => state));
  const moves = states.has("running") || states.has("waiting") || states.has("turn");
  if (run.state === "paused") return true;
  return !run.over && run.state === "waiting" && !moves && NEEDS_PEOPLE.some((state) => states.has(state));
}

/** What has to be done, and how to go on waiting. */
export function whoMustAct({ run, steps }: Seen): string {
  const asked = steps.flatMap(({ state, label, name, scope }) => {
    const where = stepOptions(name, scope);
    if (state === "approval")
      return [`${label} waits for a decision: riposte approve ${run.id} ${where}, or reject.`];
    if (state === "undecided") {
      return [`${label} failed and asks what becomes of that: riposte choose ${run.id} ${where}.`];
    }
    if (state !== "unknown") return [];
    return [
      `Nobody knows what became of ${label}: look on the other side, then riposte resolve ${run.id} ${where}.`,
    ];
  });
  if (run.state === "paused") asked.push(`The run is paused: riposte resume ${run.id} lets it go on.`);
  const more = `The run is not over: riposte watch ${run.id} follows it on, run --keep-waiting waits for people too.`;
  return [...asked, more].join("\n");
}
