import { RUN_STATES } from "@riposte/plan/run-states";
import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { limitOption, readLimit } from "../limit.ts";
import { table } from "../table.ts";
import { durationBetween, instant } from "../time.ts";

export const runs = defineCommand({
  usage: "runs [--playbook NAME] [--state STATE] [--limit N]",
  about: "Lists runs, the newest first.",
  words: [0, 0],
  options: {
    playbook: { type: "string", value: "NAME", about: "only runs of this playbook" },
    state: { type: "string", value: "STATE", about: `only ${RUN_STATES.join(", ")}` },
    ...limitOption("runs"),
  },
  examples: [
    { line: "runs --state waiting", about: "what waits for a person" },
    { line: "runs --playbook 'Suspicious sign-in' --limit 5", about: "the last five of one playbook" },
  ],
  online: true,
  run: async ({ values, client, answer }) => {
    const state = RUN_STATES.find((name) => name === values.state);
    if (values.state !== undefined && state === undefined) {
      throw new CliError(EXIT.usage, `${values.state} is not a state: ${RUN_STATES.join(", ")}.`);
    }
    const filter = { playbook: values.playbook, state, limit: readLimit("runs", values.limit) };
    const page = await (await client()).runs.list.query(filter);
    answer(page, () =>
      page.runs.length === 0
        ? "No run."
        : table(
            ["run", "state", "playbook", "version", "accepted", "took", "now"],
            page.runs.map((run) => [
              run.id,
              stateWords(run),
              run.playbook.name,
              `${run.isTest ? "draft" : run.version}${run.simulate ? ", simulated" : ""}`,
              instant(run.createdAt),
              durationBetween(run.startedAt, run.finishedAt) ?? "–",
              now(run),
            ]),
          ) + waitsBelow(page.runs),
    );
    return EXIT.ok;
  },
});

type ListedRun = Awaited<ReturnType<Client["runs"]["list"]["query"]>>["runs"][number];

/** What the run does, or waits for; of several what a person is needed for first. */
function now({ heldReason, waits, happening: [first, ...others] }: ListedRun): string {
  if (heldReason !== null) return `held: ${heldReason}`;
  if (waits !== null) return waits;
  if (first === undefined) return "";
  const { step, note, state } = first;
  const said = note === null || state === "approval" ? step : `${step}: ${note}`;
  return others.length === 0 ? said : `${said} (and more)`;
}

function stateWords({ state, unknownOutcomes, rerunOf }: ListedRun): string {
  return [
    state,
    ...(unknownOutcomes === 0 ? [] : ["unknown outcome"]),
    ...(rerunOf === null ? [] : [`rerun of ${rerunOf}`]),
  ].join(", ");
}

/** What does not fit into a column: why all the steps of a run wait. */
function waitsBelow(listed: readonly ListedRun[]): string {
  const lines = listed.flatMap(({ id, happening }) =>
    happening.flatMap(({ state, step, note }) =>
      state === "turn" ? [`${id}  ${step}: ${note ?? "waits for its turn"}`] : [],
    ),
  );
  return lines.length === 0 ? "" : `\n\n${lines.join("\n")}`;
}
