import type { RunOutline } from "../client.ts";

type Seen = Pick<RunOutline, "steps"> & { readonly run: Pick<RunOutline["run"], "id" | "state" | "over"> };

/** Nothing moves in it any more until a person acts: no step is under way, and none waits for a time. */
export function waitsForPeople({ run, steps }: Seen): boolean {
  const states = new Set(steps.map(({ state }) => state));
  const moves = states.has("running") || states.has("waiting") || states.has("turn");
  return !run.over && run.state === "waiting" && !moves && (states.has("approval") || states.has("unknown"));
}

/** What has to be done, and how to go on waiting. */
export function whoMustAct({ run, steps }: Seen): string {
  const asked = steps.flatMap(({ state, label, name, scope }) => {
    if (state === "approval")
      return [`${label} waits for a decision: riposte approve ${run.id} --step ${name}, or reject.`];
    if (state !== "unknown") return [];
    const where = scope === "" ? name : `${name} --scope '${scope}'`;
    return [
      `Nobody knows what became of ${label}: look on the other side, then riposte resolve ${run.id} --step ${where}.`,
    ];
  });
  const more = `The run is not over: riposte watch ${run.id} follows it on, run --keep-waiting waits for people too.`;
  return [...asked, more].join("\n");
}
