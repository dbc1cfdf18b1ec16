import { randomUUID } from "node:crypto";
import { CliError } from "../cli-error.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { readInput } from "../read-input.ts";
import { tellRerun } from "../story/tell-rerun.ts";

export const rerun = defineCommand({
  usage: "rerun RUN [--from STEP | --failed | --after STEP --output FILE --reason TEXT] [--preview]",
  about:
    "Starts a run that repeats another one, with its event: from the start, from a step on, or only what failed. What\n" +
    "does not follow is taken over from the first run as it was recorded, and does not run again. It runs the version\n" +
    "that is published now, or with --same-version the one that ran. --preview only says what would happen.",
  words: [1, 1],
  options: {
    from: { type: "string", value: "STEP", about: "this step, by name or id, and all that follows it" },
    failed: { type: "boolean", about: "what failed or was cancelled, and what follows it" },
    after: {
      type: "string",
      value: "STEP",
      about: "what follows this action, as if it had given the output",
    },
    output: {
      type: "string",
      value: "FILE",
      about: "with --after: JSON file with the output; - reads stdin",
    },
    reason: { type: "string", value: "TEXT", about: "with --after: why, for the story and the audit log" },
    "same-version": { type: "boolean", about: "the version that ran, not the one that is published now" },
    preview: { type: "boolean", about: "say what is taken over and what happens again; start nothing" },
    "request-id": { type: "string", value: "ID", about: "the same id again answers with the same run" },
  },
  examples: [
    { line: "rerun run_… --failed --preview", about: "see what it would do again" },
    { line: "rerun run_… --from isolate --same-version", about: "from that step on" },
  ],
  online: true,
  run: async ({ words: [id = ""], values, client, answer, io, environment }) => {
    const from = wishOf(values);
    const on = values["same-version"] === true ? ("same" as const) : ("newest" as const);
    const server = await client();
    if (values.preview === true) {
      const preview = await server.runs.previewRerun.query({ id, from, on });
      answer(preview, () => tellRerun(preview));
      return EXIT.ok;
    }
    const output =
      values.output === undefined ? undefined : await readInput(values.output, { io, environment });
    const requestId = values["request-id"] ?? randomUUID();
    const started = await server.runs.rerun.mutate({
      id,
      from,
      on,
      output,
      reason: values.reason,
      requestId,
    });
    answer({ runId: started.run, duplicate: started.duplicate, rerunOf: id }, () => started.run);
    return EXIT.ok;
  },
});

interface Wishes {
  readonly from?: string;
  readonly failed?: boolean;
  readonly after?: string;
}

function wishOf({ from, failed, after }: Wishes) {
  if ([from, failed, after].filter((wish) => wish !== undefined).length > 1) {
    throw new CliError(EXIT.usage, "One of --from, --failed and --after, not several.");
  }
  if (from !== undefined) return { kind: "step" as const, step: from };
  if (after !== undefined) return { kind: "after" as const, step: after };
  return failed === true ? { kind: "failed" as const } : { kind: "start" as const };
}
