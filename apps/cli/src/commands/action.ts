import { setTimeout as sleep } from "node:timers/promises";
import { harmlessText } from "@riposte/plan/harmless-text";
import { CliError } from "../cli-error.ts";
import type { Client } from "../client.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { patiently } from "../patiently.ts";
import { readInput } from "../read-input.ts";

const LOOK_EVERY_MS = 200;

export const action = defineCommand({
  usage: "action run MODULE.ACTION [--arguments FILE] [--configuration FILE | --connector NAME]",
  about:
    "Runs one action of a module where scripts run, once and of no playbook, and really does what it does. ACTION is\n" +
    'its command (docker_parameters) or its slug. Prints {"results": …} or {"error": …}; its log goes to stderr.\n' +
    "The exit code is 0 or 1.",
  words: [2, 2],
  options: {
    arguments: {
      type: "string",
      value: "FILE",
      about: "JSON file with the arguments; - reads stdin; without it {}",
    },
    configuration: {
      type: "string",
      value: "FILE",
      about: "JSON file with the module's settings and secrets",
    },
    connector: { type: "string", value: "NAME", about: "the connector that holds them" },
  },
  examples: [
    { line: "action run http.request --arguments request.json", about: "one call of the public module HTTP" },
    {
      line: "action run virustotal.scan_ip --arguments - --connector VirusTotal",
      about: "with the secrets kept",
    },
  ],
  online: true,
  run: async ({ words: [verb, name = ""], values, client, io, environment }) => {
    if (verb !== "run") throw new CliError(EXIT.usage, `action knows run, and not ${verb}.`);
    if (values.arguments === "-" && values.configuration === "-")
      throw new CliError(EXIT.usage, "Only one of --arguments and --configuration can come on stdin.");
    const read = (file: string | undefined) =>
      file === undefined ? undefined : readInput(file, { io, environment });
    const given = {
      arguments: await read(values.arguments),
      configuration: await read(values.configuration),
    };
    const server = await client();
    const { id } = await server.modules.run.mutate({
      action: name,
      connector: values.connector ?? null,
      ...(given.arguments === undefined ? {} : { arguments: given.arguments }),
      ...(given.configuration === undefined ? {} : { configuration: given.configuration }),
    });
    const ended = await ending(server, id);
    for (const line of ended.log.trimEnd().split("\n")) if (line !== "") io.warn(`${harmlessText(line)}\n`);
    if (ended.failure !== null) {
      io.write(`${JSON.stringify({ error: ended.failure.message })}\n`);
      return EXIT.failed;
    }
    const { json, bytes } = ended.output ?? { json: "null", bytes: 4 };
    if (json === null)
      throw new CliError(
        EXIT.failed,
        `It went well; its results have ${bytes} bytes, more than an answer can hold.`,
      );
    io.write(`{"results": ${json}}\n`);
    return EXIT.ok;
  },
});

type Trial = Awaited<ReturnType<Client["trials"]["get"]["query"]>>;

async function ending(server: Client, id: string): Promise<Trial> {
  for (;;) {
    const trial = await patiently(() => server.trials.get.query({ id }));
    if (trial.state === "ended") return trial;
    await sleep(LOOK_EVERY_MS);
  }
}
