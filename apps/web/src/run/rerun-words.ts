import type { RunOutline } from "./run-data.ts";

type Repeated = Pick<RunOutline, "published" | "playbookRemoved" | "simulate"> & {
  readonly run: Pick<RunOutline["run"], "version">;
};

export interface RerunWords {
  /** Why it cannot be done; null: it can. */
  readonly obstacle: string | null;
  /** On the button that does it. */
  readonly verb: string;
  readonly version: string;
  /** Whether the world is touched. */
  readonly effect: string;
}

/** What *Rerun* would do, before it does it. */
export function rerunWords({ run, published, playbookRemoved, simulate }: Repeated): RerunWords {
  return {
    obstacle: playbookRemoved
      ? "The playbook was deleted"
      : published === null
        ? "The playbook is not published"
        : null,
    verb: `Rerun with version ${published}${simulate ? ", simulated" : ""}`,
    version:
      published === run.version
        ? `Version ${published} runs again: the same that this run ran.`
        : `Version ${published} runs, which is published now; this run ran version ${run.version}.`,
    effect: effectWords(simulate),
  };
}

/** *Test again* tries the draft as it is now, the way this run tried it: what it asks for, and how that is called. */
export function testAgain({
  run,
  playbookRemoved,
  simulate,
}: Pick<RunOutline, "playbookRemoved" | "simulate"> & {
  readonly run: Pick<RunOutline["run"], "id" | "playbook">;
}) {
  return {
    request: { playbook: run.playbook.id, eventOf: run.id, simulate },
    obstacle: playbookRemoved ? "The playbook was deleted" : null,
    verb: simulate ? "Test again, simulated" : "Test again, for real",
    about: `The draft as it is now, with the same event. ${effectWords(simulate)}`,
  };
}

function effectWords(simulate: boolean): string {
  return simulate
    ? "It is simulated, as this run was: writes and messages are shown and not sent."
    : "It writes for real: what it changes and sends, it changes and sends again.";
}
