import manifest from "../../../package.json" with { type: "json" };
import { CliError } from "./cli-error.ts";
import { jsonOption, onlineOptions } from "./command.ts";
import type { Call, Command, Options } from "./command.ts";
import { commands, isCommand } from "./commands.ts";
import type { Environment } from "./env.ts";
import { EXIT } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { harmlessText } from "@riposte/plan/harmless-text";
import type { Io } from "./io.ts";
import { jsonLine } from "./json-line.ts";
import { parseWords } from "./parse-words.ts";

/** Runs one command line; never throws. */
export async function runCommandLine(
  words: readonly string[],
  io: Io,
  environment: Environment,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    io.write(`${generalHelp()}\n`);
    return EXIT.ok;
  }
  const json = rest.includes("--json");
  if (name === "--version" || name === "-V") {
    io.write(json ? jsonLine({ version: manifest.version }) : `Riposte ${manifest.version}\n`);
    return EXIT.ok;
  }
  try {
    if (!isCommand(name))
      throw new CliError(EXIT.usage, `There is no command ${name}. riposte --help lists them.`);
    const command = await commands[name].load();
    if (rest.includes("--help") || rest.includes("-h")) {
      io.write(`${commandHelp(command)}\n`);
      return EXIT.ok;
    }
    return await runCommand(command, { name, rest, io, environment });
  } catch (error) {
    return report(error, { io, json });
  }
}

interface Setting {
  readonly name: string;
  readonly rest: readonly string[];
  readonly io: Io;
  readonly environment: Environment;
}

async function runCommand(command: Command, { name, rest, io, environment }: Setting): Promise<ExitCode> {
  const options: Options = { ...command.options, ...jsonOption, ...(command.online ? onlineOptions : {}) };
  const { values, positionals } = parseWords(name, rest, options);
  const wish = values as Call<Options>["values"];
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most) {
    throw new CliError(EXIT.usage, `Usage: riposte ${command.usage}\nriposte ${name} --help explains it.`);
  }
  const json = values["json"] === true;
  let url = "";
  const connect = async () => {
    const { findConnection, notUsed } = await import("./connection.ts");
    const unused = url === "" ? notUsed(wish, environment) : null;
    if (unused !== null) io.warn(`${unused}\n`);
    const connection = await findConnection(wish, environment);
    url = connection.url;
    return connection;
  };
  const call: Call<Options> = {
    values: wish,
    words: positionals,
    json,
    io,
    environment,
    client: async () => {
      const { createClient } = await import("./client.ts");
      return createClient(await connect());
    },
    download: async (path) => {
      const { download } = await import("./download.ts");
      return download(await connect(), path);
    },
    answer: (data, text) => io.write(json ? jsonLine(data) : `${harmlessText(text())}\n`),
  };
  if (!command.online) return command.run(call);
  try {
    return await command.run(call);
  } catch (error) {
    const { explainCallError } = await import("./explain-error.ts");
    throw explainCallError(error, url);
  }
}

function report(error: unknown, { io, json }: { readonly io: Io; readonly json: boolean }): ExitCode {
  const known = error instanceof CliError;
  const message = error instanceof Error ? error.message : String(error);
  const exitCode = known ? error.exitCode : EXIT.failed;
  if (json) io.write(jsonLine({ error: { message, exitCode, details: known ? error.details : undefined } }));
  io.warn(`${harmlessText(known ? message : `This is a fault in riposte itself: ${message}`)}\n`);
  return exitCode;
}
