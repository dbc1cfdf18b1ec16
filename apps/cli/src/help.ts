import { jsonOption, onlineOptions } from "./command.ts";
import type { Command, Options } from "./command.ts";
import { commands } from "./commands.ts";
import { EXIT, exitCodeMeanings } from "./exit-codes.ts";

export function generalHelp(): string {
  return [
    "riposte: playbooks for security response, from the command line\n",
    "Usage: riposte COMMAND [words] [--options]\n",
    columns(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "\nriposte COMMAND --help explains a command, with examples; riposte --version says which Riposte this is.",
    "\nA first round:",
    "  riposte apply playbook.yaml --publish --enable    create it, make it a version, switch it on",
    "  riposte hook 'Suspicious sign-in' --curl          how to call its webhook",
    "  riposte runs                                      what ran",
    "  riposte show run_…                                what happened, step by step",
    `\n${connectionHelp}`,
    `\n${exitCodesHelp()}`,
  ].join("\n");
}

export function commandHelp(command: Command): string {
  const options: Options = { ...command.options, ...jsonOption, ...(command.online ? onlineOptions : {}) };
  const shown = Object.entries(options).map(([name, spec]): [string, string] => [
    `--${name}${spec.type === "string" ? ` ${spec.value ?? "TEXT"}` : ""}`,
    spec.about,
  ]);
  const examples = command.examples.map(({ line, about }) => `  # ${about}\n  riposte ${line}`);
  return [
    `Usage: riposte ${command.usage}\n`,
    command.about,
    "\nOptions:",
    columns(shown),
    "\nExamples:",
    examples.join("\n"),
    ...(command.online ? [`\n${connectionHelp}`] : []),
    `\n${exitCodesHelp()}`,
  ].join("\n");
}

const connectionHelp =
  "The server is the one of --url or RIPOSTE_URL with --token or RIPOSTE_TOKEN; otherwise the one that runs\n" +
  "on this machine with the data folder --data or RIPOSTE_DATA (default: .riposte in the project), whose own token\n" +
  "is used. An option goes before the environment: with --data neither RIPOSTE_URL nor RIPOSTE_TOKEN is used.";

function exitCodesHelp(): string {
  const meanings = Object.entries(exitCodeMeanings) as [keyof typeof EXIT, string][];
  return `Exit codes:\n${columns(meanings.map(([name, meaning]) => [String(EXIT[name]), meaning]))}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
