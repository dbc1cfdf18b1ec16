import type { Client } from "./client.ts";
import type { Environment } from "./env.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";

interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly about: string;
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
}

export type Options = { readonly [name: string]: OptionSpec };

type Values<O extends Options> = {
  readonly [K in keyof O]?: O[K]["type"] extends "boolean" ? boolean : string;
};

/** What a command is given when it runs. */
export interface Call<O extends Options> {
  readonly values: Values<O>;
  /** What is not an option, in order. */
  readonly words: readonly string[];
  /** Whether `--json` was given. */
  readonly json: boolean;
  readonly io: Io;
  readonly environment: Environment;
  readonly client: () => Promise<Client>;
  /** What `/download/…` of the server gives. */
  readonly download: (path: string) => Promise<AsyncIterable<Uint8Array>>;
  /** Text for people, or, with `--json`, the data. */
  readonly answer: (data: unknown, text: () => string) => void;
}

export interface Command<O extends Options = Options> {
  /** Behind `riposte`: `run NAME --event FILE [--wait]`. */
  readonly usage: string;
  /** What it does, in a few sentences. */
  readonly about: string;
  /** How many words it takes: at least, at most. */
  readonly words: readonly [least: number, most: number];
  readonly options: O;
  readonly examples: readonly { readonly line: string; readonly about: string }[];
  /** Whether it talks to the server: then it takes --url, --token and --data. */
  readonly online: boolean;
  readonly run: (call: Call<O>) => Promise<ExitCode>;
}

export function defineCommand<const O extends Options>(command: Command<O>): Command {
  return command as unknown as Command;
}

export const jsonOption = {
  json: { type: "boolean", about: "answer with JSON instead of text" },
  help: { type: "boolean", about: "show this text" },
} as const satisfies Options;

export const onlineOptions = {
  url: { type: "string", value: "URL", about: "the server's address (RIPOSTE_URL)" },
  token: { type: "string", value: "TOKEN", about: "the token to use (RIPOSTE_TOKEN)" },
  data: { type: "string", value: "DIR", about: "the data folder of a server on this machine" },
} as const satisfies Options;
