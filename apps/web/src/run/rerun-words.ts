import type { JsonObject } from "@riposte/plan";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { trpc } from "../api/trpc.ts";
import type { RunOutline } from "./run-data.ts";

type Preview = inferOutput<typeof trpc.runs.previewRerun>;

/** From where a run is repeated. */
export type RerunFrom =
  | { readonly kind: "start" | "failed" }
  | { readonly kind: "step"; readonly step: string; readonly label: string }
  | {
      readonly kind: "after";
      readonly step: string;
      readonly label: string;
      readonly schema: JsonObject | null;
    };

/** The version that is published now, or the one that ran. */
export type VersionChoice = "newest" | "same";

type Repeated = Pick<RunOutline, "published" | "playbookRemoved" | "simulate"> & {
  readonly run: Pick<RunOutline["run"], "version">;
  readonly on?: VersionChoice;
};

/** What may be chosen, the usual first; a draft that was tried has only itself. */
export function versionsOf({
  run,
  published,
  isVersion,
}: Pick<RunOutline, "published" | "isVersion"> & {
  readonly run: Pick<RunOutline["run"], "version">;
}): readonly VersionChoice[] {
  if (!isVersion) return ["same"];
  return published === run.version ? ["newest"] : published === null ? ["same"] : ["newest", "same"];
}

export function fromWords(from: RerunFrom): string {
  switch (from.kind) {
    case "start":
      return "All of it, from the start";
    case "failed":
      return "Only what failed or was cancelled, and what follows it";
    case "step":
      return `${from.label}, and all that follows it`;
    case "after":
      return `What follows ${from.label}, with an output given by hand`;
  }
}

const WHY: Readonly<Record<Preview["again"][number]["why"], string>> = {
  chosen: "",
  failed: " (failed)",
  unfinished: " (not finished)",
  changed: " (drawn otherwise now)",
  follows: "",
};

export function whyAgain(why: Preview["again"][number]["why"]): string {
  return WHY[why];
}

const VERBS: Record<Preview["effects"][number]["effect"], string> = {
  write: "writes",
  notify: "tells somebody",
  run: "runs a playbook",
};

/** "Comment on the alert writes again: it has done so 2 times." */
export function effectLine({ label, effect, times, unknown }: Preview["effects"][number]): string {
  const verb = VERBS[effect];
  const doubt = unknown === 0 ? "" : ` Of ${unknown === 1 ? "one time" : `${unknown} times`} nobody knows.`;
  if (times === 0) return `${label} ${verb}; it has not so far.${doubt}`;
  return `${label} ${verb} again: it has done so ${times === 1 ? "once" : `${times} times`}.${doubt}`;
}

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
export function rerunWords({ run, published, playbookRemoved, simulate, on }: Repeated): RerunWords {
  const isSame = on === "same";
  const what = run.version === 0 ? "the draft that was tried" : `version ${run.version}`;
  return {
    obstacle: playbookRemoved
      ? "The playbook was deleted"
      : published === null && !isSame
        ? "The playbook is not published"
        : null,
    verb: `Rerun with ${isSame ? what : `version ${published}`}${simulate ? ", simulated" : ""}`,
    version: isSame
      ? `${what.charAt(0).toUpperCase()}${what.slice(1)} runs again, as it was then.`
      : published === run.version
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
  tested,
}: Pick<RunOutline, "playbookRemoved" | "simulate" | "tested"> & {
  readonly run: Pick<RunOutline["run"], "id" | "playbook">;
}) {
  const { reach: kind = "all", step = null } = tested ?? {};
  const reach = kind === "all" || step === null ? ({ kind: "all" } as const) : { kind, step };
  return {
    request: { playbook: run.playbook.id, eventOf: run.id, reach, simulate },
    obstacle: playbookRemoved ? "The playbook was deleted" : null,
    verb: simulate ? "Test again, simulated" : "Test again, for real",
    about: `${reach.kind === "all" ? "The draft" : "The same part of the draft"} as it is now, with the same event. ${effectWords(simulate)}`,
  };
}

function effectWords(simulate: boolean): string {
  return simulate
    ? "It is simulated, as this run was: writes and messages are shown and not sent."
    : "It writes for real: what it changes and sends, it changes and sends again.";
}
