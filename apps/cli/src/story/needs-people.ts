import type { RunOutline } from "../client.ts";
import { stepOptions } from "./step-options.ts";

/** What has to be done by people in a run that stands still, and how to go on waiting. */
export function whoMustAct(run: string, { asked, paused }: NonNullable<RunOutline["still"]>): string {
  const words = asked.map(({ run: where, name, label, scope, state }) => {
    const step = `${where} ${stepOptions(name, scope)}`;
    switch (state) {
      case "approval":
        return `${label} waits for a decision: riposte approve ${step}, or reject.`;
      case "undecided":
        return `${label} failed and asks what becomes of that: riposte choose ${step} --as retry|skip|fail --reason "…".`;
      case "unknown":
        return `Nobody knows what became of ${label}: look on the other side, then riposte resolve ${step} --as done|failed|rerun --reason "…".`;
    }
  });
  const stopped = paused.map((each) => {
    const which = each === run ? "The run" : `Run ${each}, which it called,`;
    return `${which} is paused: riposte resume ${each} lets it go on.`;
  });
  const more = `The run is not over: riposte watch ${run} follows it on, run --keep-waiting waits for people too.`;
  return [...words, ...stopped, more].join("\n");
}
