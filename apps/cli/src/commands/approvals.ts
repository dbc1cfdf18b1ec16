import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { limitOption, readLimit } from "../limit.ts";
import { stepOptions } from "../story/step-options.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

export const approvals = defineCommand({
  usage: "approvals [--run RUN] [--all] [--limit N]",
  about:
    "Lists what waits for a person: decisions, the newest first, and steps of which nobody knows what became\n" +
    "(riposte resolve answers these) or that failed and ask what becomes of that (riposte choose).",
  words: [0, 0],
  options: {
    run: { type: "string", value: "RUN", about: "only those of this run" },
    all: { type: "boolean", about: "those that were decided, too" },
    ...limitOption("approvals"),
  },
  examples: [{ line: "approvals", about: "then: riposte approve run_…" }],
  online: true,
  run: async ({ values, client, answer }) => {
    const filter = { run: values.run, all: values.all === true, limit: readLimit("approvals", values.limit) };
    const server = await client();
    const [approvals, waiting] = await Promise.all([
      server.approvals.list.query(filter),
      server.approvals.waiting.query(),
    ]);
    const isMeant = ({ run }: { readonly run: string }) => values.run === undefined || run === values.run;
    const [outcomes, failures] = [waiting.outcomes.filter(isMeant), waiting.failures.filter(isMeant)];
    answer({ approvals, outcomes, failures }, () => tell(approvals, outcomes, failures));
    return EXIT.ok;
  },
});

type Approvals = Awaited<ReturnType<Client["approvals"]["list"]["query"]>>;
type Outcomes = Awaited<ReturnType<Client["approvals"]["waiting"]["query"]>>["outcomes"];

function tell(approvals: Approvals, outcomes: Outcomes, failures: Outcomes): string {
  if (approvals.length + outcomes.length + failures.length === 0) return "Nothing waits for a person.";
  const decisions = approvals.map((approval) => [
    approval.run,
    approval.step,
    approval.scope,
    instant(approval.createdAt),
    instant(approval.expiresAt),
    approval.outcome ?? "open",
    approval.message,
  ]);
  const unknown = outcomes.map(({ run, step, scope, since, stepLabel }) => [
    run,
    step,
    scope,
    instant(since),
    "",
    "unknown outcome",
    `${stepLabel}: see what became of it, then riposte resolve ${run} ${stepOptions(step, scope)}`,
  ]);
  const undecided = failures.map(({ run, step, scope, since, stepLabel, failure }) => [
    run,
    step,
    scope,
    instant(since),
    "",
    "failed, asks",
    `${stepLabel}: ${failure?.message ?? ""} riposte choose ${run} ${stepOptions(step, scope)}`,
  ]);
  const rows = [...decisions, ...unknown, ...undecided];
  return table(["run", "step", "scope", "since", "until", "state", "message"], rows);
}
