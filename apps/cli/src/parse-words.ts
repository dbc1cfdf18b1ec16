import { parseArgs } from "node:util";
import { CliError } from "./cli-error.ts";
import type { Options } from "./command.ts";
import { EXIT } from "./exit-codes.ts";

interface Parsed {
  /** Each of the type that its option has. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** @throws CliError that names the option at fault. */
export function parseWords(name: string, words: readonly string[], options: Options): Parsed {
  const known = Object.entries(options).map(([option, { type }]) => [option, { type }] as const);
  // Not strict: what it would say of a mistake is about JavaScript.
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(known),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    const why = token.kind === "option" ? faultOf(token, options, name) : null;
    if (why !== null) throw new CliError(EXIT.usage, `${why}\nriposte ${name} --help explains it.`);
  }
  return { values, positionals };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function faultOf({ name, rawName, value, inlineValue }: OptionToken, options: Options, command: string) {
  const option = Object.hasOwn(options, name) && rawName === `--${name}` ? options[name] : undefined;
  if (option === undefined) return `${command} has no option ${rawName}.`;
  if (option.type === "boolean") return value === undefined ? null : `${rawName} takes no value.`;
  const isMissing = value === undefined || (inlineValue !== true && /^-./.test(value));
  if (!isMissing) return null;
  const form = `${rawName} ${option.value ?? "TEXT"}`;
  const hint = value === undefined ? "" : ` One that begins with - is written ${rawName}=${value}`;
  return `${rawName} needs a value: ${form}.${hint}`;
}
