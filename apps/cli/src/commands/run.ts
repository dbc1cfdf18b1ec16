import { randomUUID } from "node:crypto";
import { CliError } from "../cli-error.ts";
import type { RunOutline } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { isNobodyThere } from "../explain-error.ts";
import { followRun } from "../follow-run.ts";
import { harmlessText } from "@riposte/plan/harmless-text";
import { patiently } from "../patiently.ts";
import { readInput } from "../read-input.ts";
import { whoMustAct } from "../story/needs-people.ts";
import { tellRun } from "../story/tell-run.ts";
import { changeTeller, exitCodeOf } from "./watch.ts";

export const run = defineCommand({
  usage: "run NAME [--event FILE] [--wait [--keep-waiting]] [--simulate] [--request-id ID]",
  about:
    "Starts the published version of a playbook on an event, which is what its templates see as `trigger`: of a webhook\n" +
    'that is {"body": …, "headers": …}. To send what a sender sends, fire its webhook (riposte hook --curl).\n' +
    "With --wait it follows the run to its end, and the exit code says how that was. Where nothing moves until a\n" +
    "person decides an approval, or says what became of a step, it stops waiting with the exit code 6.",
  words: [1, 1],
  options: {
    event: { type: "string", value: "FILE", about: "JSON file with the event; - reads stdin; without it {}" },
    wait: { type: "boolean", about: "wait for the end; the changes go to stderr, the story to stdout" },
    "keep-waiting": { type: "boolean", about: "with --wait: also wait for people, however long they take" },
    simulate: { type: "boolean", about: "show what would be written instead of writing it" },
    "request-id": { type: "string", value: "ID", about: "the same id again answers with the same run" },
  },
  examples: [
    { line: "run Triage --event event.json", about: "start it and print the run's id" },
    {
      line: `run 'Suspicious sign-in' --event - <<< '{"body": {"alert_id": "AL-SIGNIN1", …}}'`,
      about: "one that starts by a webhook",
    },
    { line: "run Triage --event - --wait --json < event.json", about: "wait, and answer with all of it" },
  ],
  online: true,
  run: async ({ words: [playbook = ""], values, client, answer, json, io, environment }) => {
    const event = values.event === undefined ? "{}" : await readInput(values.event, { io, environment });
    checkJson(event, values.event === "-" ? "What came on stdin" : (values.event ?? ""));
    const server = await client();
    const requestId = values["request-id"] ?? randomUUID();
    const order = { playbook, event, requestId, simulate: values.simulate === true };
    // Under the same id it may be asked twice; where nothing listens, it is most likely the wrong address.
    const started = await patiently(() => server.runs.start.mutate(order), isNobodyThere);
    if (values.wait !== true) {
      answer({ runId: started.run, duplicate: started.duplicate }, () => started.run);
      return EXIT.ok;
    }
    const tell = changeTeller();
    let last: RunOutline | undefined;
    for await (const seen of followRun(server, started.run, { known: true })) {
      last = seen;
      if (!json) for (const line of tell(seen)) io.warn(`${harmlessText(line)}\n`);
      if (values["keep-waiting"] !== true && seen.still !== null) break;
    }
    const story = await patiently(() => server.runs.get.query({ id: started.run }));
    answer(story, () => tellRun(story, false));
    if (last === undefined || last.run.over || last.still === null) return exitCodeOf(last);
    io.warn(`${harmlessText(whoMustAct(started.run, last.still))}\n`);
    return EXIT.waits;
  },
});

/** The text itself is sent, so that no number is rounded on its way. */
function checkJson(text: string, source: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new CliError(
      EXIT.usage,
      `${source} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
