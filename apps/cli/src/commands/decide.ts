import { pausedWords } from "@riposte/plan/actor-words";
import type { Call } from "../command.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

const options = {
  step: { type: "string", value: "STEP", about: "which step, by name or id, when several wait" },
  scope: { type: "string", value: "SCOPE", about: "in a loop: which iteration, such as each[3]" },
  comment: { type: "string", value: "TEXT", about: "for the story and the audit log" },
} as const;

const WHICH =
  "Name the run, and what waits in it where that is more than one step (riposte approvals lists it), in a loop always\n" +
  "its iteration; or the approval itself, by its id (apr_…, in riposte approvals --json).";

export const approve = defineCommand({
  usage: "approve RUN|APPROVAL [--step STEP] [--scope SCOPE] [--comment TEXT]",
  about: "Lets a run go on that waits for approval. The token must be among the approvers.\n" + WHICH,
  words: [1, 1],
  options,
  examples: [
    { line: "approve run_… --comment 'seen with the user'", about: "let it go on" },
    { line: "approve run_… --step ask --scope 'each[3]'", about: "of a loop's fourth iteration" },
  ],
  online: true,
  run: (call) => decide("approve", call),
});

export const reject = defineCommand({
  usage: "reject RUN|APPROVAL [--step STEP] [--scope SCOPE] [--comment TEXT]",
  about:
    "Refuses what a run waits for: it goes on by the port `rejected`, or the call does not happen.\n" + WHICH,
  words: [1, 1],
  options,
  examples: [{ line: "reject run_… --comment 'a known network'", about: "refuse it, and say why" }],
  online: true,
  run: (call) => decide("reject", call),
});

async function decide(
  decision: "approve" | "reject",
  { words: [id = ""], values, client, answer }: Call<typeof options>,
) {
  const { step, scope, comment } = values;
  const subject = id.startsWith("apr_") ? { id } : { run: id, step, scope };
  const result = await (await client()).approvals.decide.mutate({ ...subject, decision, comment });
  const verb = decision === "approve" ? "approved" : "rejected";
  const late = result.isKept
    ? " The run has not answered yet, and goes on by it as soon as its worker is there."
    : "";
  const held = result.isPaused ? ` ${pausedWords(result.paused)}` : "";
  const where = result.scope === "" ? "" : ` at ${result.scope}`;
  answer(
    result,
    () => `Step ${result.step}${where} of ${result.run} is ${verb}, by ${result.by}.${late}${held}`,
  );
  return EXIT.ok;
}
