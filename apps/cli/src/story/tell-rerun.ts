import type { Client } from "../client.ts";

type Preview = Awaited<ReturnType<Client["runs"]["previewRerun"]["query"]>>;

/** What a rerun would do, before it does it. */
export function tellRerun(preview: Preview): string {
  const {
    playbook,
    version,
    ranVersion,
    askedFor,
    step,
    reused,
    again,
    first,
    pinned,
    byHand,
    gone,
    effects,
  } = preview;
  const labels = (steps: readonly { readonly label: string }[]) => steps.map(({ label }) => label).join(", ");
  const lines = [
    version === ranVersion
      ? `${playbook.name} would run version ${version} again, which ran.`
      : `${playbook.name} would run version ${version}; version ${ranVersion} ran.`,
    ...(askedFor === null
      ? []
      : [`${askedFor} stands in the loop ${step?.label ?? ""}, which runs again as a whole.`]),
    `Taken over: ${reused.length === 0 ? "nothing" : labels(reused)}`,
    ...(byHand === null ? [] : [`Given by hand: ${byHand.label}`]),
    `Runs again: ${again.length === 0 ? "nothing" : again.map(({ label, why }) => `${label} (${WHY[why]})`).join(", ")}`,
    ...(first.length === 0 ? [] : [`May run for the first time: ${labels(first)}`]),
    ...(pinned.length === 0 ? [] : [`Pinned, and not carried out: ${labels(pinned)}`]),
    ...(gone.length === 0 ? [] : [`No longer there: ${gone.join(", ")}`]),
    ...(preview.simulate ? ["It is simulated, as the first run was: nothing is written or sent."] : []),
    ...effects.map(
      ({ label, effect, times, unknown }) => `${VERBS[effect]}: ${label}, ${before(times, unknown)}`,
    ),
  ];
  return lines.join("\n");
}

const VERBS: Record<Preview["effects"][number]["effect"], string> = {
  write: "Writes",
  notify: "Tells somebody",
  run: "Runs a playbook",
};

const WHY: Record<Preview["again"][number]["why"], string> = {
  chosen: "chosen",
  failed: "failed",
  unfinished: "not finished",
  changed: "drawn otherwise now",
  follows: "follows",
};

function before(times: number, unknown: number): string {
  const known = times === 0 ? "not done so far" : `done ${times === 1 ? "once" : `${times} times`} already`;
  return unknown === 0
    ? known
    : `${known}; of ${unknown === 1 ? "one time" : `${unknown} times`} nobody knows`;
}
