import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { table } from "../table.ts";
import { instant } from "../time.ts";

const LOOK_AGAIN_MS = 500;

export const backtest = defineCommand({
  usage: "backtest PLAYBOOK [--last N] [--from TIME] [--to TIME]",
  about:
    "Holds a playbook's draft against its last runs, and prints what it would have done otherwise. Nothing is sent and\n" +
    "nobody is asked: what a step would hear from outside is what the run recorded. The exit code is 0 when the draft\n" +
    "would have done the same in all of them, and 1 when it would not.",
  words: [1, 1],
  options: {
    last: {
      type: "string",
      value: "N",
      about: "how many runs, the newest first: 20 unless said, 200 at most",
    },
    from: { type: "string", value: "TIME", about: "only runs accepted since then: 2026-11-22T08:00:00Z" },
    to: { type: "string", value: "TIME", about: "only runs accepted before" },
  },
  examples: [
    { line: "backtest 'Suspicious sign-in' --last 20", about: "what the draft would change" },
    { line: "backtest 'Suspicious sign-in' --last 200 --from 2026-11-01T00:00:00Z", about: "since a day" },
  ],
  online: true,
  run: async ({ words: [playbook = ""], values: { last = "20", from, to }, client, answer }) => {
    const count = Number(last);
    if (!Number.isInteger(count) || count < 1) {
      throw new CliError(EXIT.usage, `--last is a number of runs from 1 to 200, not ${last}.`);
    }
    const server = await client();
    const started = await server.backtests.start.mutate({ playbook, last: count, from, to });
    const found = await untilOver(server, started.backtest);
    answer(found, () => tellBacktest(found));
    return found.differing === 0 && found.done === found.total ? EXIT.ok : EXIT.failed;
  },
});

type Backtest = Awaited<ReturnType<Client["backtests"]["get"]["query"]>>;

async function untilOver(server: Client, id: string): Promise<Backtest> {
  for (;;) {
    const found = await server.backtests.get.query({ id });
    if (found.state !== "going") return found;
    await sleep(LOOK_AGAIN_MS);
  }
}

export function tellBacktest({ total, done, differing, events, revision, state }: Backtest): string {
  const rows = events.map(({ run, version, createdAt, eventLine, state: before, result }) => [
    run,
    instant(createdAt),
    eventLine,
    `version ${version}`,
    ...cellsOf(before, result),
  ]);
  const head = ["run", "accepted", "event", "did", "outcome", "steps", "sent", "differences"];
  const stopped = state === "stopped" ? `, stopped after ${done}` : "";
  const summary = `Draft, revision ${revision}, against ${total} ${total === 1 ? "run" : "runs"}${stopped}: ${differing} different, ${done - differing} not.`;
  return `${table(head, rows)}\n\n${summary}`;
}

function cellsOf(before: string, result: Backtest["events"][number]["result"]): readonly string[] {
  if (result === null) return [before, "", "", "not tried"];
  if (result.kind === "untold") return [before, "", "", result.why];
  const { outcome, steps, actions, isEqual, stops, broken, failure, differences, more } = result;
  const words = [
    ...stops.map(({ label, why }) => `stops at "${label}": ${why}`),
    ...(broken === null ? [] : [broken]),
    ...(result.errors > 0 && failure.after !== null ? [failure.after] : []),
    ...differences.map(({ label, kind, before: was, after: is }) =>
      kind === "sent"
        ? `"${label}" sends otherwise`
        : `"${label}": ${was ?? "not taken"} → ${is ?? "not taken"}`,
    ),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  const way = outcome.before === outcome.after ? outcome.after : `${outcome.before} → ${outcome.after}`;
  return [way, count(steps), count(actions), isEqual ? "none" : words.join("; ")];
}

function count(differing: number): string {
  return differing === 0 ? "same" : `${differing} differ`;
}
