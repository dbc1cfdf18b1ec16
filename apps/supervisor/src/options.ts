import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { messageOf, UserError } from "./user-error.ts";

export interface Options {
  readonly port: number;
  readonly data: string;
  readonly examples: boolean;
  readonly weakSandbox: boolean;
  readonly dev: boolean;
  readonly help: boolean;
}

export const HELP = `npm start -- [options]

  --port N         port of the web address (8085)
  --data DIR       folder for everything that must survive (.riposte in the project)
  --no-examples    do not load the example playbooks and alerts
  --sandbox weak   run scripts without namespaces, where the system does not allow bubblewrap:
                   they then share the network and see the file system. For trying out only.
  --dev            restart the API and the worker, and reload the pages, when their source changes
  --help           this text

Instead of the servers that come with it: DATABASE_URL (PostgreSQL 14 or later) and TEMPORAL_ADDRESS
(host:port; with TEMPORAL_NAMESPACE, TEMPORAL_TLS=true, TEMPORAL_API_KEY).`;

const known = {
  port: { type: "string" },
  data: { type: "string" },
  examples: { type: "boolean" },
  sandbox: { type: "string" },
  dev: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

interface Defaults {
  readonly data: string;
  /** What a relative `--data` is relative to. */
  readonly workingFolder: string;
}

const DEFAULT_PORT = 8085;

/** @throws UserError for what is not an option of ours. */
export function parseOptions(args: readonly string[], defaults: Defaults): Options {
  const { values } = parsed(args);
  if (values.sandbox !== undefined && values.sandbox !== "weak" && values.sandbox !== "bubblewrap") {
    throw new UserError(`--sandbox is "bubblewrap" (the default) or "weak", not "${values.sandbox}".`);
  }
  if (values.data === "") throw new UserError("--data needs the name of a folder.");
  return {
    port: values.port === undefined ? DEFAULT_PORT : parsePort(values.port),
    data: values.data === undefined ? defaults.data : resolve(defaults.workingFolder, values.data),
    examples: values.examples ?? true,
    weakSandbox: values.sandbox === "weak",
    dev: values.dev ?? false,
    help: values.help ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowNegative: true, strict: true });
  } catch (error) {
    throw new UserError(`${messageOf(error).split(". ")[0]}. npm start -- --help lists the options.`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new UserError(`--port is a number from 1 to 65535, not "${text}".`);
  }
  return port;
}
